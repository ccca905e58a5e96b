package io.incidentledger.query.view;

import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Refusal.NotNow;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/**
 * Answers questions from one consistent state of the view. Every answer says in {@code
 * Ledger-Position} which one; a question with {@code Ledger-Min-Position} waits until the view has
 * come so far. Thread-safe.
 */
public final class LedgerView {
    private static final String POSITION_HEADER = "Ledger-Position";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ViewPosition position;
    private final Generations generations;
    private final Duration patience;

    public LedgerView(ViewPosition position, Generations generations, Duration patience) {
        this.position = position;
        this.generations = generations;
        this.patience = patience;
    }

    /**
     * @throws NotNow when the view does not come to the wanted position in time
     */
    public <T> ResponseEntity<T> answer(
            Asked asked, Function<Snapshot, ResponseEntity<T>> question) {
        await(asked.minPosition());
        return generations.read(
                view -> {
                    // A database that crashed may have forgotten what it notified.
                    requireReached(view.position(), asked.minPosition());
                    ResponseEntity<T> answer = question.apply(view);
                    return ResponseEntity.status(answer.getStatusCode())
                            .headers(answer.getHeaders())
                            .header(POSITION_HEADER, String.valueOf(view.position()))
                            .body(answer.getBody());
                });
    }

    private void await(OptionalLong wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        try {
            if (!position.await(wanted.getAsLong(), patience)) {
                requireReached(position.current(), wanted);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NotNow("The service is stopping", RETRY_AFTER);
        }
    }

    private static void requireReached(long reached, OptionalLong wanted) {
        if (wanted.isPresent() && reached < wanted.getAsLong()) {
            throw new NotNow(
                    "The view has come to position "
                            + reached
                            + ", not yet to "
                            + wanted.getAsLong(),
                    RETRY_AFTER);
        }
    }
}
