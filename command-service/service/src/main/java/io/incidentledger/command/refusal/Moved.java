package io.incidentledger.command.refusal;

/** The order was meant for another version of what it is about ({@code If-Match}). */
public final class Moved extends Refusal {
    private static final long serialVersionUID = 1L;

    private final long version;

    /**
     * @param version the position of the incident's last event
     */
    public Moved(String expected, long version) {
        this("the incident", expected, version);
    }

    /**
     * @param what moved, with its article
     */
    public Moved(String what, String expected, long version) {
        super("the order was for version " + expected + ", " + what + " is at " + version);
        this.version = version;
    }

    public long version() {
        return version;
    }
}
