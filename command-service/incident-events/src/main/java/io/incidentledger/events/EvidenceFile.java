package io.incidentledger.events;

/**
 * A file that shows what happened, kept beside the log under the hash of its bytes.
 *
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param mediaType what its bytes are, as {@code image/png}
 * @param size how many bytes it has, 1 or more
 * @param name what it was called where it came from, without a path
 */
public record EvidenceFile(String sha256, String mediaType, long size, String name) {}
