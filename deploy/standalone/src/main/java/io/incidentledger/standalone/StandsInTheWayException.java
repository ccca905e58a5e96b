package io.incidentledger.standalone;

/**
 * Something outside the program keeps it from doing what it was told. The message is the sentence
 * that the person at the console reads, and all they read.
 */
public final class StandsInTheWayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StandsInTheWayException(String sentence) {
        super(sentence);
    }

    public StandsInTheWayException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
