package io.incidentledger.reliability.check;

/** One thing that a run must not show. */
public record Fault(Kind kind, String sentence) {

    /** What is wrong, as somebody who looks for the cause would sort it. */
    public enum Kind {
        /** Positions of the log have a gap or repeat. */
        POSITION_GAP,
        /** The time of recording goes back. */
        TIME_WENT_BACK,
        /** A record is not the one that was written. */
        CHAIN_BROKEN,
        /** A payload cannot be read. */
        UNREADABLE,
        /** A number was given twice, or falls. */
        NUMBERS,
        /** Acknowledged, and not in the log. */
        MISSING,
        /** One command, two effects. */
        TWICE,
        /** The events of one command are not together, or not all there. */
        TORN,
        /** The position that was acknowledged holds something else. */
        ANOTHER_EVENT,
        /** What is in the log is not what was ordered. */
        WRONG_EFFECT,
        /** In the log, and nobody asked for it, or everybody who did was told that it is not. */
        UNASKED,
        /** The same order was answered differently. */
        ANSWERS_DIFFER,
        /** Accepted, although a rule forbids it in the state before it. */
        FORBIDDEN,
        /** Accepted for a version that the incident no longer had. */
        STALE_MATCH,
        /** Recorded before something that was acknowledged before it was asked. */
        OUT_OF_ORDER,
        /** An answer that only a state from before the request explains: a zombie's. */
        STALE_ANSWER,
        /** An answer that no state explains. */
        INEXPLICABLE,
        /** A view showed less than was asked for. */
        READ_TOO_OLD,
        /** A view showed what is not in the log, or not yet. */
        READ_FROM_NOWHERE,
        /** A projection is not the fold of the log. */
        VIEW_DIFFERS,
        /** A document is not what the renderer makes of the log. */
        DOCUMENT_DIFFERS,
        /** An answer that no client should ever get. */
        UNEXPECTED_ANSWER
    }

    @Override
    public String toString() {
        return kind + ": " + sentence;
    }
}
