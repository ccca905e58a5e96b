package io.incidentledger.query.rebuild;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.incidentledger.query.follow.LogFollower;
import io.incidentledger.query.follow.Progress;
import io.incidentledger.query.projection.ParkedEvents;
import io.incidentledger.query.projection.ParkedEvents.Parked;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.view.Generation;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the view gets on, and what an admin can have done to it. */
@RestController
@RequestMapping("/api/v1/views")
final class ViewController {
    private static final Logger LOG = LoggerFactory.getLogger(ViewController.class);

    private final Generations generations;
    private final LedgerView view;
    private final LogFollower follower;
    private final ParkedEvents parkedEvents;

    ViewController(
            Generations generations,
            LedgerView view,
            LogFollower follower,
            ParkedEvents parkedEvents) {
        this.generations = generations;
        this.view = view;
        this.follower = follower;
        this.parkedEvents = parkedEvents;
    }

    /**
     * All views; there is one, {@code ledger}.
     *
     * @param log the position of the log's last event, -1 for none; null before the log answered
     * @param serving the generation that this node answers from; null while there is none
     * @param parked how many events that one has set aside
     * @param restarts how often this node started a projection anew because it stood still
     * @param trouble what is wrong, in words; null when all is well
     */
    record ViewAnswer(
            String name,
            @Nullable Long log,
            @Nullable Long serving,
            long parked,
            int restarts,
            @Nullable String trouble,
            List<GenerationAnswer> generations) {}

    record ViewsAnswer(List<ViewAnswer> items) {}

    /** One generation, and how it gets on. */
    record GenerationAnswer(
            @JsonUnwrapped Generation generation, @JsonUnwrapped Progress progress) {}

    /** What came of trying a parked event again. */
    record RetryAnswer(long position, boolean applied, @Nullable String reason) {}

    record RetriesAnswer(long applied, List<RetryAnswer> items) {}

    /** How the view of the log gets on. */
    @GetMapping
    ResponseEntity<ViewsAnswer> views(HttpServletRequest request) {
        Asked asked = Asked.of(request);
        return view.answer(
                asked, snapshot -> ResponseEntity.ok(new ViewsAnswer(List.of(answer(snapshot)))));
    }

    /** Begins a new generation beside the one that serves, unless one is being built already. */
    @PostMapping("/ledger/rebuild")
    ResponseEntity<ViewsAnswer> rebuild(
            HttpServletRequest request,
            @AuthenticationPrincipal OAuth2AuthenticatedPrincipal admin) {
        Asked asked = Asked.of(request);
        if (follower.rebuild("asked for by " + admin.getName())) {
            LOG.info("{} has the view built anew", admin.getName());
        }
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.status(HttpStatus.ACCEPTED)
                                .body(new ViewsAnswer(List.of(answer(snapshot)))));
    }

    /** The events that could not be read or applied, and why. */
    @GetMapping("/ledger/parked")
    ResponseEntity<Page<Parked>> parked(HttpServletRequest request) {
        Asked asked = Asked.of(request, "limit", "cursor");
        int limit = asked.limit();
        Cursor cursor = Cursor.of(asked, "position");
        return view.answer(
                asked,
                snapshot -> {
                    List<Parked> found =
                            ParkedEvents.after(
                                    snapshot, cursor == null ? -1 : cursor.opened(), limit + 1);
                    return ResponseEntity.ok(
                            Page.of(
                                    asked,
                                    limit,
                                    found,
                                    last -> new Cursor("position", "", last.position())));
                });
    }

    /** Tries one parked event again. */
    @PostMapping("/ledger/parked/{position}/retry")
    ResponseEntity<RetryAnswer> retry(
            @PathVariable String position,
            HttpServletRequest request,
            @AuthenticationPrincipal OAuth2AuthenticatedPrincipal admin) {
        Asked.of(request);
        long wanted = number(position);
        long generation =
                generations.read(
                        snapshot -> {
                            List<Parked> found = ParkedEvents.after(snapshot, wanted - 1, 1);
                            if (found.isEmpty() || found.getFirst().position() != wanted) {
                                throw new NotFound("No event is parked at position " + wanted);
                            }
                            return snapshot.generation();
                        });
        LOG.info("{} has the parked event {} tried again", admin.getName(), wanted);
        return ResponseEntity.ok(retry(generation, wanted));
    }

    /** Tries all parked events again, in the order of the log. */
    @PostMapping("/ledger/parked/retry")
    ResponseEntity<RetriesAnswer> retryAll(
            HttpServletRequest request,
            @AuthenticationPrincipal OAuth2AuthenticatedPrincipal admin) {
        Asked.of(request);
        record AllParked(long generation, List<Parked> events) {}
        AllParked all =
                generations.read(
                        snapshot ->
                                new AllParked(
                                        snapshot.generation(),
                                        ParkedEvents.after(snapshot, -1, Integer.MAX_VALUE)));
        LOG.info("{} has {} parked events tried again", admin.getName(), all.events.size());
        List<RetryAnswer> answers = new ArrayList<>();
        all.events.forEach(event -> answers.add(retry(all.generation, event.position())));
        return ResponseEntity.ok(
                new RetriesAnswer(answers.stream().filter(RetryAnswer::applied).count(), answers));
    }

    private RetryAnswer retry(long generation, long position) {
        String reason = parkedEvents.retry(generation, position);
        return new RetryAnswer(position, reason == null, reason);
    }

    private ViewAnswer answer(Snapshot snapshot) {
        OptionalLong log = follower.logPosition();
        return new ViewAnswer(
                "ledger",
                log.isPresent() ? log.getAsLong() : null,
                snapshot.generation(),
                snapshot.parked(),
                follower.restarts(),
                follower.trouble().orElse(null),
                generations.all().stream()
                        .map(
                                generation ->
                                        new GenerationAnswer(
                                                generation, follower.progress(generation)))
                        .toList());
    }

    private static long number(String position) {
        try {
            long number = Long.parseLong(position);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Said below, as for a negative one.
        }
        throw new BadParameter("position", position, "a position: a whole number from 0");
    }
}
