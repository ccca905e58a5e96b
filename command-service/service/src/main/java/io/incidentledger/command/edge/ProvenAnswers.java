package io.incidentledger.command.edge;

import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.eventstore.EventStoreFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets the answer to an order go only while the ledger is proven to be this node's. Nothing fences
 * an answer: between looking at the log and answering the process may have been stopped for
 * minutes, and another node may have written what makes a refusal untrue, or a token void.
 */
public final class ProvenAnswers extends OncePerRequestFilter {
    private static final Set<String> QUESTIONS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String ABOUT_VIEWS = "/api/v1/views/";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Runnable proof;

    /** An answer in lines is let go line by line: who writes them proves each. */
    private static final class Held extends ContentCachingResponseWrapper {
        Held(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void flushBuffer() throws IOException {
            String type = getContentType();
            if (type != null && type.startsWith(OrderLines.TYPE.toString())) {
                copyBodyToResponse(false);
                getResponse().flushBuffer();
            }
        }
    }

    /**
     * @param proof throws {@link EventStoreFailure} when the ledger is not proven to be this node's
     */
    public ProvenAnswers(Runnable proof) {
        this.proof = proof;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return QUESTIONS.contains(request.getMethod())
                // In one application with the views: what becomes of them is not in the log.
                || request.getRequestURI().startsWith(request.getContextPath() + ABOUT_VIEWS);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var held = new Held(response);
        chain.doFilter(request, held);
        if (held.getStatus() != HttpStatus.SERVICE_UNAVAILABLE.value() && !held.isCommitted()) {
            try {
                proof.run();
            } catch (EventStoreFailure unproven) {
                boolean carriedOut = HttpStatus.valueOf(held.getStatus()).is2xxSuccessful();
                response.reset();
                Refusals.answer(
                        new Unavailable(
                                String.valueOf(unproven.getMessage()),
                                carriedOut ? Outcome.UNKNOWN : Outcome.NONE,
                                RETRY_AFTER),
                        response);
                return;
            }
        }
        held.copyBodyToResponse();
    }
}
