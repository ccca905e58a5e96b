package io.incidentledger.query.description;

import io.incidentledger.query.request.Asked;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out a file that a test makes of the code; nothing is worked out while the ledger runs. */
@RestController
@RequestMapping("/api/v1")
final class DescriptionController {
    /** The OpenAPI 3.1 document of this API. */
    @GetMapping("/openapi.json")
    ResponseEntity<Resource> openapi(HttpServletRequest request) {
        Asked.of(request);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ClassPathResource("openapi.json", DescriptionController.class));
    }
}
