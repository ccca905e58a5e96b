package io.incidentledger.standalone.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.FollowUp;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What docs/domain.md says of follow-ups and when they are due. */
final class FollowUpRules {
    private FollowUpRules() {}

    static void followUps(Seen seen) {
        Collection<FollowUp> all = seen.incident().followUps().values();
        assertThat(seen.told().followUps()).hasSameSizeAs(all);
        for (var told : seen.told().followUps()) {
            FollowUp decided = seen.incident().followUps().get(told.id());
            assertThat(
                            new FollowUp(
                                    told.id(),
                                    FollowUp.Progress.valueOf(told.state().name()),
                                    told.priority(),
                                    told.owner(),
                                    told.due()))
                    .isEqualTo(decided);
            switch (told.state()) {
                case OPEN, IN_PROGRESS ->
                        assertThat(told)
                                .extracting("completed", "verified", "declined")
                                .containsOnlyNulls();
                case DONE -> {
                    assertThat(told.completed().evidence()).matches(FollowUpRules::proves);
                    assertThat(told).extracting("verified", "declined").containsOnlyNulls();
                }
                case VERIFIED -> {
                    assertThat(told.completed().evidence()).matches(FollowUpRules::proves);
                    assertThat(told.verified()).isNotNull();
                    assertThat(told.declined()).isNull();
                }
                case DECLINED -> {
                    assertThat(told.declined().words()).isNotBlank();
                    assertThat(told).extracting("completed", "verified").containsOnlyNulls();
                }
            }
        }
    }

    private static boolean proves(Evidence evidence) {
        return (evidence.link() != null && !evidence.link().isBlank())
                || (evidence.statement() != null && !evidence.statement().isBlank());
    }

    /** Only its own orders end a follow-up, whatever becomes of the incident. */
    static void pending(Seen seen) {
        Set<FollowUpId> pending = new LinkedHashSet<>();
        for (FollowUpEvent event : seen.events(FollowUpEvent.class)) {
            switch (event) {
                case FollowUpAdded it -> pending.add(it.followUpId());
                case FollowUpReopened it -> assertThat(pending.add(it.followUpId())).isTrue();
                case FollowUpCompleted it -> assertThat(pending.remove(it.followUpId())).isTrue();
                case FollowUpDeclined it -> assertThat(pending.remove(it.followUpId())).isTrue();
                case FollowUpEvent it -> {}
            }
        }
        assertThat(
                        seen.incident().followUps().values().stream()
                                .filter(it -> it.progress().open())
                                .map(FollowUp::id))
                .containsExactlyInAnyOrderElementsOf(pending);
    }

    static void dueDates(Seen seen) {
        Incident incident = seen.incident();
        LocalDate over =
                switch (seen.decided()) {
                    case Resolved it -> incident.resolvedOn();
                    case Closed it -> incident.resolvedOn();
                    case Merged it ->
                            incident.resolvedOn() == null ? merged(it) : incident.resolvedOn();
                    case Active it -> null;
                    case Cancelled it -> null;
                };
        for (FollowUp followUp : incident.followUps().values()) {
            DueDate due = followUp.due();
            boolean byPerson = due != null && due.setBy() == DueDateSource.PERSON;
            if (due != null && !byPerson) {
                assertThat(due.date().getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
                assertThat(due.policy()).isEqualTo("standard/1");
            }
            if (over != null && !byPerson && followUp.progress().open()) {
                assertThat(due)
                        .isEqualTo(
                                DueDatePolicy.STANDARD.due(
                                        over, incident.details().severity(), followUp.priority()));
            }
        }
    }

    private static LocalDate merged(Merged merged) {
        Moment since = merged.since();
        return since == null || since.precision() == Precision.ORDER
                ? null
                : LocalDate.ofInstant(since.at(), ZoneOffset.UTC);
    }
}
