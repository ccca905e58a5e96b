package io.incidentledger.embedded.kafka;

/**
 * The broker could not be started, with a sentence that an operator can act on. Starting again is
 * safe once the cause is gone: nothing was lost.
 */
public final class EmbeddedKafkaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedKafkaException(String message, Throwable cause) {
        super(message, cause);
    }

    EmbeddedKafkaException(String message) {
        super(message);
    }
}
