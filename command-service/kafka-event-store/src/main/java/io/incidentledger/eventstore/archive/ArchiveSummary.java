package io.incidentledger.eventstore.archive;

/**
 * The last line of an archive: without it the file was cut, or is not finished.
 *
 * @param events how many events it holds, from position 0 on
 * @param withheld how many of them are without their payload
 * @param chain of the last event, 64 zeros for none
 */
public record ArchiveSummary(long events, long withheld, String chain) {}
