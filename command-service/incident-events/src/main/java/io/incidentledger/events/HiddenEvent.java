package io.incidentledger.events;

/**
 * An event whose words are hidden.
 *
 * @param position its place in the ledger
 * @param payloadHash SHA-256 of its payload as it was recorded, lower-case hexadecimal
 */
public record HiddenEvent(long position, String payloadHash) {}
