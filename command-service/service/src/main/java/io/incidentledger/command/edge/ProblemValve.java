package io.incidentledger.command.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what nobody else answered, in the words of every other problem: an address that is not
 * there, a method it does not take, and requests that Tomcat refuses before anybody sees them.
 */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            response.getReporter()
                    .write(new String(problem(status, response).json(), StandardCharsets.US_ASCII));
            response.finishResponse();
        } catch (IOException e) {
            // The sender is gone: nobody is left to be told.
        }
    }

    /** In ASCII: the reporter's encoding is not ours to choose. */
    private static Problem problem(int status, Response response) {
        HttpStatus known =
                Objects.requireNonNullElse(
                        HttpStatus.resolve(status),
                        status < 500 ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR);
        return switch (known) {
            case NOT_FOUND ->
                    Problem.of(
                            HttpStatus.NOT_FOUND,
                            "not-found",
                            "There is no such thing",
                            "there is nothing at this address");
            case METHOD_NOT_ALLOWED ->
                    Problem.of(
                            HttpStatus.METHOD_NOT_ALLOWED,
                            "method-not-allowed",
                            "Orders are POST, questions are GET",
                            "this address takes "
                                    + Objects.requireNonNullElse(
                                            response.getHeader(HttpHeaders.ALLOW),
                                            "another method"));
            case NOT_ACCEPTABLE ->
                    Problem.of(
                            HttpStatus.NOT_ACCEPTABLE,
                            "not-acceptable",
                            "Not in that format",
                            "the answer comes in none of the formats that are accepted");
            case UNSUPPORTED_MEDIA_TYPE ->
                    Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            "Orders are JSON",
                            "accepted is application/json");
            default ->
                    known.is4xxClientError()
                            ? Problem.of(
                                    known,
                                    "invalid",
                                    "The request cannot be read",
                                    "its address or its headers are malformed or too long")
                            : Problem.of(
                                            known,
                                            "internal",
                                            "Something is wrong here",
                                            "the service failed; its log says why")
                                    .withOutcome("unknown");
        };
    }
}
