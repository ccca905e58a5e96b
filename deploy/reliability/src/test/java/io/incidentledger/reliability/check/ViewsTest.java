package io.incidentledger.reliability.check;

import static io.incidentledger.reliability.history.Command.ADD_FOLLOW_UP;
import static io.incidentledger.reliability.history.Command.NOTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.reliability.check.Fault.Kind;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What query nodes show in the end: the fold of the log passes, anything else does not. */
class ViewsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SmallWorld world = new SmallWorld();
    private List<ConsumerRecord<byte[], byte[]>> records;
    private String incident;
    private Documents documents;
    private IncidentHistory history;

    @BeforeEach
    void an_incident() {
        incident = world.declared("1");
        world.done(NOTE, "2", incident, "a");
        world.done(ADD_FOLLOW_UP, "3", incident, "Mend it");
        records = world.paper.records();
        documents = new Documents(new Ledger(LogWalk.of(records, new Faults())));
        history = documents.history(incident, 100);
    }

    @Test
    void the_fold_and_its_documents_pass() {
        List<ViewDump> views =
                List.of(
                        dump("query-1", "incidents", items(history.state())),
                        dump("query-1", "follow-ups", items(history.followUps().getFirst())),
                        dump("query-1", document(), documents.markdown(incident, 100)),
                        dump("query-2", document(), documents.markdown(incident, 100)));

        assertThat(kinds(views)).isEmpty();
    }

    @Test
    void a_row_that_is_not_the_fold() {
        IncidentHistory older = documents.history(incident, 2);

        assertThat(kinds(List.of(dump("query-1", "incidents", items(older.state())))))
                .containsOnly(Kind.VIEW_DIFFERS);
    }

    @Test
    void a_row_that_is_missing() {
        assertThat(
                        kinds(
                                List.of(
                                        dump(
                                                "query-1",
                                                "incidents",
                                                JSON.writeValueAsString(
                                                        Map.of("items", List.of()))))))
                .containsOnly(Kind.VIEW_DIFFERS);
        assertThat(kinds(List.of(dump("query-1", "follow-ups", "{\"items\": []}"))))
                .containsOnly(Kind.VIEW_DIFFERS);
    }

    @Test
    void events_that_are_not_the_logs() {
        assertThat(
                        kinds(
                                List.of(
                                        dump(
                                                "query-1",
                                                "incidents/" + incident + "/events",
                                                "{\"items\": []}"))))
                .containsOnly(Kind.VIEW_DIFFERS);
    }

    @Test
    void a_document_that_is_not_the_renderers() {
        assertThat(kinds(List.of(dump("query-1", document(), documents.markdown(incident, 2)))))
                .containsOnly(Kind.DOCUMENT_DIFFERS);
    }

    @Test
    void documents_that_differ_between_nodes() {
        String whole = documents.markdown(incident, 100);

        assertThat(
                        kinds(
                                List.of(
                                        dump("query-1", document(), whole),
                                        dump("query-2", document(), whole + " "))))
                .containsOnly(Kind.DOCUMENT_DIFFERS)
                .hasSize(2);
    }

    @Test
    void a_node_that_does_not_answer() {
        assertThat(kinds(List.of(new ViewDump("query-1", "incidents", 503, ""))))
                .containsOnly(Kind.VIEW_DIFFERS);
    }

    private String document() {
        return "incidents/" + incident + "/postmortem.md";
    }

    private static ViewDump dump(String node, String path, String body) {
        return new ViewDump(node, path, 200, body);
    }

    private static String items(Object item) {
        return JSON.writeValueAsString(Map.of("items", List.of(item)));
    }

    private List<Kind> kinds(List<ViewDump> views) {
        return Check.of(world.history, records, views).faults().stream().map(Fault::kind).toList();
    }
}
