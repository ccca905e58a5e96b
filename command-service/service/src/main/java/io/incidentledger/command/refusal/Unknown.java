package io.incidentledger.command.refusal;

/** What the order is about does not exist. */
public final class Unknown extends Refusal {
    private static final long serialVersionUID = 1L;

    public Unknown(String sentence) {
        super(sentence);
    }
}
