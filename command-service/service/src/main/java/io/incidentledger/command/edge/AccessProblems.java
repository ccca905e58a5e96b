package io.incidentledger.command.edge;

import io.incidentledger.command.access.NotAnsweringException;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.refusal.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says who is not let in, and why, in the words of every other problem. */
public final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        if (failure instanceof NotAnsweringException notAnswering) {
            Unavailable unavailable =
                    OrderDesk.refusal(notAnswering.failure()) instanceof Unavailable it
                            ? it
                            : new Unavailable(
                                    String.valueOf(notAnswering.getMessage()),
                                    Unavailable.Outcome.NONE,
                                    java.time.Duration.ofSeconds(1));
            var answer = Problems.unavailable(unavailable);
            answer.getHeaders()
                    .forEach((name, values) -> values.forEach(it -> response.setHeader(name, it)));
            response.setStatus(answer.getStatusCode().value());
            response.getOutputStream().write(answer.getBody());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(
                response,
                Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "Nobody is let in without a token",
                        request.getHeader(HttpHeaders.AUTHORIZATION) == null
                                ? "send the header Authorization: Bearer and a token"
                                : "the token opens nothing: it is unknown, expired or revoked"));
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        String needed =
                request.getRequestURI().toLowerCase(Locale.ROOT).startsWith("/api/v1/tokens")
                        ? "an admin"
                        : "a responder or an admin";
        write(
                response,
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "The token does not open this",
                        "this needs the token of " + needed));
    }

    private static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(problem.json());
    }
}
