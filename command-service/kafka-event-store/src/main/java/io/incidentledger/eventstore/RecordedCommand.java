package io.incidentledger.eventstore;

/**
 * A command that led to events: what is needed to recognise it when it comes again, and to answer
 * it from the log.
 *
 * @param scope who gave it
 * @param key its idempotency key within the scope
 * @param hash the hash of its content
 * @param firstPosition where its first event stands
 * @param lastPosition where its last event stands; everything between belongs to it too
 */
public record RecordedCommand(
        String scope, String key, String hash, long firstPosition, long lastPosition) {

    /** How many events it led to. */
    public int size() {
        return Math.toIntExact(lastPosition - firstPosition + 1);
    }
}
