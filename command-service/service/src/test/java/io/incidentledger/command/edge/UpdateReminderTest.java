package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it runs, with a cadence of seconds. */
class UpdateReminderTest {
    private static final String[] SECONDS = {
        "--ledger.command.updates.name=hasty",
        "--ledger.command.updates.version=2",
        "--ledger.command.updates.every.SEV1.internal=1s",
        "--ledger.command.updates.every.SEV1.stakeholder=0",
        "--ledger.command.updates.every.SEV1.public=0",
        "--ledger.command.updates.look=100ms"
    };

    @TempDir Path directory;

    @Test
    void a_missed_update_is_reminded_of_once_also_across_a_restart() {
        String id;
        try (Service service = Service.start("reminders", directory, SECONDS)) {
            Reply declared =
                    service.as("@ana", "responder")
                            .post("/incidents", "{\"title\": \"Down\", \"severity\": \"SEV1\"}");
            id = declared.field("/id");
            assertThat(declared.status()).isEqualTo(201);

            await().atMost(Duration.ofMinutes(1)).until(() -> reminders(service, id).size() == 1);

            RecordedEvent reminder = reminders(service, id).getFirst();
            assertThat(reminder.metadata())
                    .containsEntry("actor", "@ledger")
                    .containsEntry("authority", "reminders");
            assertThat(new String(reminder.payload(), StandardCharsets.UTF_8))
                    .contains("\"audience\":\"internal\"");
            assertThat(service.events())
                    .filteredOn(event -> event.type().equals("incident.update-due-changed"))
                    .singleElement()
                    .satisfies(
                            event ->
                                    assertThat(new String(event.payload(), StandardCharsets.UTF_8))
                                            .contains("\"policy\":\"hasty/2\""));
        }

        try (Service service = Service.start("reminders", directory, SECONDS)) {
            // The next one, which is looked for after the first, was reminded of: the first was not
            // again.
            String other =
                    service.as("@ben", "responder")
                            .post("/incidents", "{\"title\": \"Down\", \"severity\": \"SEV1\"}")
                            .field("/id");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> reminders(service, other).size() == 1);
            assertThat(reminders(service, id)).hasSize(1);
        }
    }

    private static List<RecordedEvent> reminders(Service service, String incident) {
        return service.events().stream()
                .filter(event -> event.type().equals("incident.reminded-of-update"))
                .filter(event -> incident.equals(event.tag("incident")))
                .toList();
    }
}
