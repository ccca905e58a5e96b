package io.incidentledger.eventstore.anchor;

/** Something begins like an anchor and is none: it was cut or changed on its way. */
public final class MalformedAnchorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedAnchorException(String text) {
        super("This begins like an anchor and is not a whole one: " + text);
    }
}
