package io.incidentledger.command.refusal;

/** Somebody was first. The order can be sent again after a look at what changed. */
public final class Conflict extends Refusal {
    private static final long serialVersionUID = 1L;

    public Conflict(String sentence) {
        super(sentence);
    }
}
