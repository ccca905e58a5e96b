package io.incidentledger.eventstore.archive;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.StoreState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The same bytes come back, whatever they are, into an empty ledger only. */
class ArchiveRestoreTest extends WithMixedLog {
    @Test
    void whatever_is_in_a_log_comes_back_byte_for_byte() {
        Path file = directory.resolve("backup.jsonl");

        ArchiveSummary exported = export(file);
        String restored = EmbeddedBroker.newTopic();
        ArchiveSummary back = restore(file, restored, NOTHING);

        assertThat(bytes(restored)).isEqualTo(bytes(topic));
        assertThat(exported.events()).isEqualTo(MixedLog.EVENTS);
        assertThat(back).isEqualTo(exported);
        assertThat(audit(restored)).isEqualTo(audit(topic));
        try (KafkaEventStore store = KafkaEventStore.open(settings(restored))) {
            assertThat(store.head().nextPosition()).isEqualTo(MixedLog.EVENTS);
            assertThat(append(store, event("a", "goes on"))).isEqualTo(MixedLog.EVENTS);
        }
    }

    @Test
    void a_ledger_that_is_not_empty_is_left_as_it_is() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Ledger other = new Ledger();
        try (KafkaEventStore store = other.open()) {
            append(store, event("a", "mine"));
        }
        List<String> before = bytes(other.topic());

        assertThatThrownBy(() -> restore(file, other.topic(), NOTHING))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("is not empty");
        assertThat(bytes(other.topic())).isEqualTo(before);
    }

    @Test
    void a_store_that_is_open_on_the_empty_ledger_is_shut_out() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Ledger empty = new Ledger();
        try (KafkaEventStore running = empty.open()) {

            restore(file, empty.topic(), NOTHING);

            Awaitility.await().until(() -> running.state() instanceof StoreState.Unavailable);
            assertThatThrownBy(() -> append(running, event("a", "zombie")))
                    .isInstanceOf(EventStoreFailure.Unavailable.class);
        }
        assertThat(bytes(empty.topic())).isEqualTo(bytes(topic));
    }

    @Test
    void an_erased_payload_is_gone_from_the_new_ledger_and_everything_else_is_there() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();

        ArchiveSummary summary = restore(file, restored, Set.of(5L, 9L));

        assertThat(summary.withheld()).isEqualTo(3);
        assertThat(audit(restored).chain()).isEqualTo(audit(topic).chain());
        List<String> expected = bytes(topic);
        List<String> actual = bytes(restored);
        for (int i = 0; i < expected.size(); i++) {
            if (i == 5 || i == 9) {
                assertThat(actual.get(i)).isNotEqualTo(expected.get(i)).contains("value=null");
            } else {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
            }
        }
        // Taken up with other positions, it would be half of one and half of the other.
        assertThatThrownBy(() -> restore(file, restored, Set.of(5L)))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("from position 9 on");
        Path again = directory.resolve("again.jsonl");
        ArchiveExport.sealed(source(restored), again, ArchiveProgress.NONE);
        String twice = EmbeddedBroker.newTopic();
        restore(again, twice, NOTHING);
        assertThat(bytes(twice)).isEqualTo(actual);
    }
}
