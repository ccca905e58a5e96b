package io.incidentledger.command.edge;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Answers what no order is mapped to, in the same words as everything else. */
@RestController
final class NoSuchOrder {
    @RequestMapping(path = "/api/**", method = RequestMethod.POST)
    ResponseEntity<byte[]> noSuchOrder() {
        return Problem.of(
                        HttpStatus.NOT_FOUND,
                        "not-found",
                        "There is no such thing",
                        "there is no such order")
                .answer();
    }

    @RequestMapping(
            path = "/api/**",
            method = {RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE})
    ResponseEntity<byte[]> noSuchMethod() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ALLOW, "GET, HEAD, POST");
        return Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "Orders are POST, questions are GET",
                        "nothing is put, patched or deleted here")
                .answer(headers);
    }
}
