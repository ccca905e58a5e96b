package io.incidentledger.command.edge;

import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.events.Handle;
import io.incidentledger.people.DirectoryUnavailableException;
import io.incidentledger.people.DirectoryWriter;
import io.incidentledger.people.KnownPeople;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * What becomes of an order that names somebody whom the directory does not know. Where they are
 * taken up, the answer to an order that was carried out names them, and the directory lists them.
 * Thread-safe.
 */
public final class UnknownHandles implements HandlerInterceptor {
    /** In an answer: the handles that are not known, with commas between them. */
    static final String HEADER = "Ledger-Unknown-Handles";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final DirectoryWriter people;
    private final Policy policy;

    /** What is done about handles that nobody said anything of. */
    public enum Policy {
        /** They are recorded as given, and listed. An unreadable directory holds nobody up. */
        TAKE_UP,
        /** Nothing is recorded. While the directory cannot be read, neither is anybody's name. */
        REFUSE
    }

    private record Named(Handle by, List<Handle> unknown) {}

    public UnknownHandles(DirectoryWriter people, Policy policy) {
        this.people = people;
        this.policy = policy;
    }

    /**
     * Looks at what an order names.
     *
     * @return what is against the order, null where nothing is
     */
    @Nullable Refusal look(Handle actor, Body body, HttpServletRequest request) {
        // Of an order before it that was refused.
        request.removeAttribute(HEADER);
        Map<String, Handle> named = body.handles();
        if (named.isEmpty()) {
            return null;
        }
        KnownPeople known;
        try {
            known = people.directory().now();
        } catch (DirectoryUnavailableException away) {
            return switch (policy) {
                case TAKE_UP -> null;
                case REFUSE ->
                        new Unavailable(
                                String.valueOf(away.getMessage()), Outcome.NONE, RETRY_AFTER);
            };
        }
        Map<String, Handle> unknown =
                named.entrySet().stream()
                        .filter(field -> !known.knows(field.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (unknown.isEmpty()) {
            return null;
        }
        return switch (policy) {
            case TAKE_UP -> {
                request.setAttribute(
                        HEADER, new Named(actor, unknown.values().stream().distinct().toList()));
                yield null;
            }
            case REFUSE -> refusal(unknown, known);
        };
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView view) {
        if (request.getAttribute(HEADER) instanceof Named named) {
            response.setHeader(HEADER, joined(named.unknown));
            carriedOut(request);
        }
    }

    /** The last order that was looked at is carried out: whom it named is taken up. */
    void carriedOut(HttpServletRequest request) {
        if (request.getAttribute(HEADER) instanceof Named named && !MayBeDry.Asked.dry(request)) {
            people.takeUp(named.by, named.unknown);
        }
        request.removeAttribute(HEADER);
    }

    private static RefusedByRule refusal(Map<String, Handle> unknown, KnownPeople known) {
        String field = unknown.keySet().stream().sorted().findFirst().orElseThrow();
        return new RefusedByRule(
                Rule.UNKNOWN_HANDLE,
                "the directory of people does not know "
                        + unknown.values().stream()
                                .distinct()
                                .map(handle -> named(handle, known.near(handle)))
                                .collect(Collectors.joining(", "))
                        + "; add who is missing with POST /api/v1/people",
                field);
    }

    private static String named(Handle handle, List<Handle> near) {
        return near.isEmpty() ? handle.value() : handle + " (but " + joined(near) + ")";
    }

    private static String joined(List<Handle> handles) {
        return handles.stream().map(Handle::value).collect(Collectors.joining(", "));
    }
}
