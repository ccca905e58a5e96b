package io.incidentledger.command.refusal;

/** The order makes an event larger than the log takes. */
public final class TooLarge extends Refusal {
    private static final long serialVersionUID = 1L;

    public TooLarge(String sentence) {
        super(sentence);
    }
}
