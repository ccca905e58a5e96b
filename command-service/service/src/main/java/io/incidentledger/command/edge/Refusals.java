package io.incidentledger.command.edge;

import io.incidentledger.command.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;

/** Answers a refusal where no controller is at work, in the words of every other problem. */
public final class Refusals {
    private Refusals() {}

    public static void answer(Refusal refusal, HttpServletResponse response) throws IOException {
        ResponseEntity<byte[]> problem = new Problems().refused(refusal);
        response.setStatus(problem.getStatusCode().value());
        problem.getHeaders()
                .forEach(
                        (name, values) -> values.forEach(value -> response.addHeader(name, value)));
        byte[] body = problem.getBody();
        if (body != null) {
            response.getOutputStream().write(body);
        }
    }
}
