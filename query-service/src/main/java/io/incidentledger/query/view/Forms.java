package io.incidentledger.query.view;

/**
 * The forms of the view's content that a version of the service deals with.
 *
 * @param oldest the oldest that it can still read and carry on, while its own is being built
 * @param own the one that it builds
 */
public record Forms(int oldest, int own) {
    public Forms {
        if (oldest < 1 || oldest > own) {
            throw new IllegalArgumentException("forms from " + oldest + " to " + own);
        }
    }

    /** Whether questions can be answered from a generation of this form. */
    public boolean readable(int form) {
        return oldest <= form && form <= own;
    }
}
