package io.incidentledger.command.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.edge.Answer;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.edge.IncidentDesk;
import io.incidentledger.command.edge.MayBeDry;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrderLines;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Source;
import io.incidentledger.eventstore.KafkaEventStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/import")
final class ImportController {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of a file of any length so many are remembered: some 20 MB. */
    private static final int REMEMBERED = 100_000;

    private final IncidentDesk desk;
    private final Directory directory;
    private final Supplier<Circumstances> circumstances;
    private final KafkaEventStore log;

    ImportController(
            IncidentDesk desk,
            Directory directory,
            Supplier<Circumstances> circumstances,
            KafkaEventStore log) {
        this.desk = desk;
        this.directory = directory;
        this.circumstances = circumstances;
        this.log = log;
    }

    /**
     * What an import would do.
     *
     * @param already the number of the incident that it is already; null when it would be new
     * @param events how many events it would record; 0 where it is there, or an earlier line of the
     *     same file enters it
     * @param warnings what is odd, and would be recorded as it is, and what would not be recorded
     *     since it was so already
     */
    record DryRun(boolean dryRun, @Nullable String already, int events, List<String> warnings) {}

    /** What became of one of many. */
    enum Result {
        @JsonProperty("created")
        CREATED,
        @JsonProperty("would-be-created")
        WOULD_BE_CREATED,
        @JsonProperty("already-there")
        ALREADY_THERE,
        @JsonProperty("refused")
        REFUSED
    }

    /**
     * The answer to one line of many.
     *
     * @param line counted from 1
     * @param position of the last event, for {@code Ledger-Min-Position}
     * @param events of a dry run: how many it would record
     * @param warnings of a dry run, as there; else what was not recorded since it was so already,
     *     absent where there is nothing
     * @param problem why it was refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineAnswer(
            long line,
            Result result,
            @Nullable String id,
            @Nullable String number,
            @Nullable Long position,
            @Nullable Integer events,
            @Nullable List<String> warnings,
            @JsonRawValue @Nullable String problem) {}

    /**
     * The last line of an answer.
     *
     * @param results how many lines became what
     * @param brokenOff whether lines are left that were not looked at
     */
    record Total(Map<Result, Long> results, boolean brokenOff) {}

    /**
     * Enters a past incident as a whole. Texts of more than 300 characters may be five times as
     * long as in the orders themselves.
     */
    @PostMapping("/incidents")
    ResponseEntity<?> enter(@MayBeDry Order<ImportBody> order, HttpServletRequest request) {
        return answerTo(order, request, new HashSet<>());
    }

    /**
     * @param wouldBe of a dry run, what the orders before would have created
     */
    private ResponseEntity<?> answerTo(
            Order<ImportBody> order, HttpServletRequest request, Set<String> wouldBe) {
        ImportBody body = order.body();
        IncidentId id = id(body.source() == null ? null : body.source().source());
        ImportIncident ordered = body.enter(id, directory);
        if (!MayBeDry.Asked.dry(request)) {
            ResponseEntity<Answer> given = desk.give(order, ordered);
            Answer answer = given.getBody();
            return answer == null || !answer.changed()
                    ? given
                    : new ResponseEntity<>(
                            answer.warning(lost(ordered)),
                            given.getHeaders(),
                            given.getStatusCode());
        }
        String already = already(id, order);
        if (already != null) {
            return dry(already, 0, List.of());
        }
        String itself = body.source() == null ? order.slip().commandId() : id.toString();
        if (wouldBe.contains(itself)) {
            return dry(null, 0, List.of("an earlier line enters it already"));
        }
        if (order.slip().objection() != null) {
            throw order.slip().objection();
        }
        Importing.Entered entered = Importing.enter(ordered, circumstances.get());
        if (wouldBe.size() < REMEMBERED) {
            wouldBe.add(itself);
        }
        return dry(null, entered.events().size(), Oddities.of(ordered, entered));
    }

    private static ResponseEntity<DryRun> dry(
            @Nullable String already, int events, List<String> warnings) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new DryRun(true, already, events, warnings));
    }

    /** By its source, or since the very same order came before. */
    private @Nullable String already(IncidentId id, Order<?> order) {
        String known = directory.number(id);
        Answer before = known == null ? desk.before(order) : null;
        return before == null ? known : before.number();
    }

    /** What was not recorded of it; the rest that is odd can be asked for. */
    private List<String> lost(ImportIncident ordered) {
        try {
            return Oddities.lost(Importing.enter(ordered, circumstances.get()));
        } catch (Refusal since) {
            // It was carried out before, by what held then, as a template that is gone.
            return List.of();
        }
    }

    /** Enters many past incidents, one on every line. */
    @PostMapping
    void enterAll(
            @MayBeDry OrderLines<ImportBody> lines,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Set<String> wouldBe = new HashSet<>();
        Function<Order<ImportBody>, ResponseEntity<?>> enter =
                order -> answerTo(order, request, wouldBe);
        Map<Result, Long> results = new EnumMap<>(Result.class);
        boolean brokenOff = false;
        try (lines) {
            long before = log.head().nextPosition();
            response.setContentType(OrderLines.TYPE.toString());
            while (!brokenOff) {
                OrderLines.Line line = lines.next(enter);
                if (line == null) {
                    break;
                }
                LineAnswer answer = answer(line, before);
                if (answer.result() == Result.CREATED && answer.position() != null) {
                    // Should the same line follow, its answer is one from before.
                    before = answer.position() + 1;
                }
                results.merge(answer.result(), 1L, Long::sum);
                brokenOff = line.last();
                write(answer, response);
            }
        }
        write(new Total(results, brokenOff), response);
    }

    private static LineAnswer answer(OrderLines.Line line, long before) {
        Object body = line.answer() == null ? null : line.answer().getBody();
        return switch (body) {
            case Answer it ->
                    new LineAnswer(
                            line.number(),
                            // What was answered before is answered again, but happened before.
                            it.changed() && it.position() >= before
                                    ? Result.CREATED
                                    : Result.ALREADY_THERE,
                            it.id(),
                            it.number(),
                            it.position(),
                            null,
                            it.warnings(),
                            null);
            case DryRun it ->
                    new LineAnswer(
                            line.number(),
                            it.events() > 0 ? Result.WOULD_BE_CREATED : Result.ALREADY_THERE,
                            null,
                            it.already(),
                            null,
                            it.events(),
                            it.warnings(),
                            null);
            case null, default ->
                    new LineAnswer(
                            line.number(),
                            Result.REFUSED,
                            null,
                            null,
                            null,
                            null,
                            null,
                            line.problem());
        };
    }

    /** At once: whoever waits for a long file sees how far it is. */
    private static void write(Object line, HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(JSON.writeValueAsBytes(line));
        out.write('\n');
        response.flushBuffer();
    }

    /** What comes from the same place is the same incident, whoever enters it and however often. */
    private static IncidentId id(@Nullable Source source) {
        return new IncidentId(
                source == null ? Ids.next() : Ids.named(source.system(), source.id()));
    }
}
