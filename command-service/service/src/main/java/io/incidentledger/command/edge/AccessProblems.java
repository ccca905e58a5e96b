package io.incidentledger.command.edge;

import io.incidentledger.command.access.NotAnsweringException;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.refusal.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Says who is not let in, and why, in the words of every other problem. */
public final class AccessProblems
        implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
    /** The orders that take an admin; any other takes a responder. */
    public static final RequestMatcher FOR_ADMINS =
            new OrRequestMatcher(
                    Stream.of(
                                    "/api/v1/tokens/**",
                                    "/api/v1/people/import",
                                    "/api/v1/people/*/erase",
                                    "/api/v1/incidents/*/redactions",
                                    "/api/v1/guidelines",
                                    "/api/v1/templates")
                            .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                            .toList());

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        if (failure instanceof NotAnsweringException notAnswering) {
            Unavailable unavailable = unavailable(notAnswering);
            response.setHeader(HttpHeaders.RETRY_AFTER, Problems.seconds(unavailable.retryAfter()));
            write(response, Problems.problem(unavailable));
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(response, unauthenticated(request.getHeader(HttpHeaders.AUTHORIZATION) != null));
    }

    static Problem unauthenticated(boolean withToken) {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "A valid token is required",
                withToken
                        ? "the token opens nothing: it is unknown, expired or revoked"
                        : "send the header Authorization: Bearer and a token");
    }

    static Unavailable unavailable(NotAnsweringException notAnswering) {
        return OrderDesk.refusal(notAnswering.failure()) instanceof Unavailable it
                ? it
                : new Unavailable(
                        String.valueOf(notAnswering.getMessage()),
                        Unavailable.Outcome.NONE,
                        Duration.ofSeconds(1));
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        String needed = FOR_ADMINS.matches(request) ? "an admin" : "a responder or an admin";
        write(
                response,
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "This token does not permit that",
                        "this needs the token of " + needed));
    }

    /** For addresses at which nobody finds anything, whatever their token opens. */
    public static void nothingHere(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        write(response, Problem.notFound("there is nothing at this address"));
    }

    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            RequestRejectedException rejected)
            throws IOException {
        write(
                response,
                Problem.invalid(
                        "the method is unknown, or the address or a header holds characters that are not accepted"));
    }

    private static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(problem.json());
    }
}
