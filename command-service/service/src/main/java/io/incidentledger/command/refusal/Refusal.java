package io.incidentledger.command.refusal;

/**
 * An order was not carried out. Nothing was recorded, save where an {@link Unavailable} says that
 * this is not known.
 */
public abstract sealed class Refusal extends RuntimeException
        permits RefusedByRule, Unknown, Conflict, Moved, TooLarge, Unavailable {
    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        // A refusal is an answer, not a fault: nobody reads its stack, and filling it in is slow.
        super(sentence, null, false, false);
    }

    /** What was refused and why, for the person who asked. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
