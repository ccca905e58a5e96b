package io.incidentledger.query.access;

import io.incidentledger.query.request.Refusal.NotNow;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Says 401, 403 and, where a token cannot be looked up, 503 as problem details. */
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AccessProblems.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException missing)
            throws IOException {
        boolean invalid = missing instanceof InvalidBearerTokenException;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                invalid ? "Bearer error=\"invalid_token\"" : "Bearer");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "A valid token is required",
                invalid
                        ? "The bearer token is unknown, revoked or expired"
                        : "This needs a bearer token in the header Authorization");
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        write(
                response,
                HttpStatus.FORBIDDEN,
                "forbidden",
                "This token does not permit that",
                "The token's role does not allow this");
    }

    /** Whose token cannot be looked up is neither let in nor sent away for good. */
    void lookUp(ServletRequest request, ServletResponse response, FilterChain rest)
            throws IOException, ServletException {
        try {
            rest.doFilter(request, response);
        } catch (NotNow later) {
            // Nothing is wrong here, and anybody can ask for it: not a line of the log each time.
            unavailable(response, later.retryAfter());
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("A token cannot be looked up: {}", away.getMessage());
            unavailable(response, RETRY_AFTER);
        }
    }

    private static void unavailable(ServletResponse response, Duration retryAfter)
            throws IOException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
        write(
                answer,
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Temporarily unavailable",
                "The token cannot be looked up just now");
    }

    private static void write(
            HttpServletResponse response,
            HttpStatus status,
            String slug,
            String title,
            String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:incident-ledger:problem:" + slug);
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(MAPPER.writeValueAsBytes(problem));
    }
}
