package io.incidentledger.query.communicate;

import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Format;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions about what others are told. */
@RestController
@RequestMapping("/api/v1")
final class CommunicationController {
    private final LedgerView view;
    private final InstantSource clock;

    CommunicationController(LedgerView view, @Qualifier("queryClock") InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    /** The incidents whose next update has not come when it was due. */
    @GetMapping({"/reports/overdue-updates", "/reports/overdue-updates.{suffix}"})
    ResponseEntity<Object> overdue(
            @PathVariable(required = false) @Nullable String suffix, HttpServletRequest request) {
        Asked asked = Asked.of(request, FindOverdueUpdates.PARAMETERS);
        Format format = Format.asked(request, suffix, Format.JSON, Format.CSV, Format.MARKDOWN);
        Instant asOf = asked.asOf(clock);
        // Refuses bad filters before anything waits.
        FindOverdueUpdates.filter(asked, 0, asOf);
        return view.answer(
                asked,
                snapshot ->
                        format.answer(
                                FindOverdueUpdates.report(snapshot, asked, asOf),
                                OverdueUpdates::csv,
                                OverdueUpdates::markdown));
    }
}
