package io.incidentledger.postmortem;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.DataLoss;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DetectionSource;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.Durability;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.UsersAffected;
import io.incidentledger.events.Workaround;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invented incident worked on as it happens, in the night in which London puts its clocks back,
 * with something of everything that people can record.
 */
public final class LiveIncident {
    private static final Handle BEN = new Handle("@ben");

    private final Facts facts = new Facts("live", Instant.parse("2026-10-25T00:41:00Z"));
    private final TreeMap<String, String> labels = new TreeMap<>();

    private LiveIncident() {}

    public static List<Fact> facts() {
        LiveIncident incident = new LiveIncident();
        incident.declare();
        incident.work();
        incident.resolve();
        incident.followUp();
        return incident.facts.all();
    }

    private void declare() {
        labels.put("region", "eu-west-2");
        facts.add(
                new IncidentDeclared(
                        facts.incident(),
                        "Checkout answers 502 to one in three",
                        "Payments failed for about a third of the customers in Europe.",
                        List.of("checkout", "payments-api"),
                        Severity.SEV3,
                        new Impact(
                                new UsersAffected(12_400L, 34.5),
                                "Paying by card",
                                DataLoss.NONE,
                                new Workaround(true, "Pay by invoice")),
                        new Detection(DetectionSource.MONITOR, "alert `checkout-5xx`"),
                        "https://meet.example.org/inc-7",
                        labels,
                        false,
                        false,
                        null,
                        now()));
        facts.milestone(Milestone.DECLARED, now());
        facts.milestone(
                Milestone.IMPACT_STARTED,
                new Moment(Instant.parse("2026-10-25T00:22:00Z"), Precision.ABOUT));
        facts.milestone(Milestone.DETECTED, Moment.exactly(Instant.parse("2026-10-25T00:37:00Z")));
    }

    private void work() {
        facts.at("2026-10-25T00:43:00Z");
        facts.milestone(Milestone.ACKNOWLEDGED, now());
        facts.add(new RoleAssigned(facts.incident(), Role.LEAD, new Handle("@ana"), null, now()));
        status(Status.TRIAGE, Status.INVESTIGATING, null);
        facts.at("2026-10-25T00:47:00Z");
        facts.add(
                new SeverityChanged(
                        facts.incident(),
                        Severity.SEV3,
                        Severity.SEV1,
                        "a third of *all* payments",
                        null,
                        now()));
        entry(
                new EntryContent.Update(
                        "We see failing card payments and are working on it.",
                        Audience.PUBLIC,
                        Instant.parse("2026-10-25T01:15:00Z"),
                        null),
                null,
                BEN);
        facts.milestone(Milestone.PUBLIC_TOLD, now());
        facts.at("2026-10-25T00:52:00Z");
        entry(
                new EntryContent.Hypothesis("The database is slow.", HypothesisState.REJECTED),
                null,
                null);
        facts.at("2026-10-25T01:02:00Z");
        EntryId finding =
                entry(
                        new EntryContent.Finding(
                                """
                                Every 502 comes from the two new pods:
                                  checkout-7f9c: connect() failed (111: Connection refused)
                                  checkout-81aa: connect() failed (111: Connection refused)
                                See https://logs.example.org/q?id=81&pods=2.
                                """),
                        Marker.DIAGNOSIS,
                        null);
        facts.entry(
                new EntryContent.Change(
                        "Rollout of the new connection pool",
                        "checkout",
                        "v841",
                        "https://deploy.example.org/841",
                        null),
                null,
                BEN,
                Moment.exactly(Instant.parse("2026-10-25T00:20:00Z")));
        facts.at("2026-10-25T01:05:00Z");
        facts.add(
                new TimelineEntryCorrected(
                        facts.incident(),
                        finding,
                        """
                        Every 502 comes from the three new pods:
                          checkout-7f9c: connect() failed (111: Connection refused)
                        See https://logs.example.org/q?id=81&pods=3.
                        """,
                        null,
                        "there is a third one",
                        BEN,
                        now()));
        facts.add(
                new RoleHandedOver(
                        facts.incident(),
                        Role.LEAD,
                        new Handle("@ana"),
                        BEN,
                        "end of shift",
                        null,
                        now()));
        facts.at("2026-10-25T01:22:00Z");
        entry(
                new EntryContent.Update(
                        "The cause is found; we are rolling back.",
                        Audience.PUBLIC,
                        Instant.parse("2026-10-25T02:00:00Z"),
                        "20 minutes"),
                null,
                BEN);
        entry(
                new EntryContent.EvidenceItem(
                        "Error rate by pod", EvidenceType.IMAGE, "https://img.example.org/1.png"),
                null,
                null);
    }

    private void resolve() {
        facts.at("2026-10-25T01:24:00Z");
        entry(new EntryContent.Decision("Roll back to `v840`."), Marker.TURNING_POINT, BEN);
        facts.at("2026-10-25T01:31:00Z");
        entry(new EntryContent.Action("Rolled back."), Marker.REPAIR, BEN);
        facts.milestone(Milestone.MITIGATED, now());
        facts.add(
                new SeverityChanged(
                        facts.incident(), Severity.SEV1, Severity.SEV3, null, null, now()));
        facts.at("2026-10-25T01:40:00Z");
        resolved("Errors are gone.", Durability.TEMPORARY);
        facts.at("2026-10-25T01:50:00Z");
        facts.add(
                new IncidentReopened(
                        facts.incident(),
                        Status.MONITORING,
                        "one pod still runs v841",
                        null,
                        now()));
        facts.at("2026-10-25T02:10:00Z");
        resolved("The last pod is replaced.", Durability.LASTING);
    }

    private void followUp() {
        facts.at("2026-10-26T10:00:00Z");
        facts.add(
                new CauseNamed(
                        facts.incident(),
                        new Cause("untested-release"),
                        "v841 never ran under *load*",
                        BEN,
                        now()));
        facts.add(new CauseNamed(facts.incident(), new Cause("capacity"), null, null, now()));
        facts.add(
                new RelationStated(
                        facts.incident(),
                        new OtherIncident(new IncidentId(new UUID(7, 3)), "INC-3"),
                        RelationKind.RECURRENCE_OF,
                        "the same probe, *again*",
                        null,
                        now()));
        facts.add(
                new OtherMergedIn(
                        facts.incident(),
                        new OtherIncident(new IncidentId(new UUID(7, 8)), "INC-8"),
                        null,
                        now()));
        facts.add(
                new CauseTakenAway(
                        facts.incident(),
                        new Cause("capacity"),
                        "there was room for three times the load",
                        null,
                        now()));
        FollowUpId probe = new FollowUpId(UUID.fromString("018f0000-0000-7000-8000-000000000001"));
        facts.add(
                new FollowUpAdded(
                        facts.incident(),
                        probe,
                        "Let the readiness probe open a connection",
                        "A pod that cannot reach the database takes no traffic.",
                        FollowUpType.PREVENT,
                        Priority.HIGH,
                        new Handle("team:checkout"),
                        new DueDate(
                                LocalDate.parse("2026-11-04"), DueDateSource.POLICY, "standard/1"),
                        "https://tracker.example.org/CHK-12",
                        null,
                        null,
                        now()));
        facts.followUp(
                "Alert on connection errors | per pod",
                FollowUpType.DETECT,
                Priority.MEDIUM,
                null,
                null,
                "CHK-13");
        facts.at("2026-10-29T10:00:00Z");
        facts.add(
                new FollowUpRescheduled(
                        facts.incident(),
                        probe,
                        new DueDate(LocalDate.parse("2026-11-11"), DueDateSource.PERSON, null),
                        "needs the new library",
                        null,
                        now()));
        facts.at("2026-11-10T10:00:00Z");
        facts.add(
                new FollowUpCompleted(
                        facts.incident(),
                        probe,
                        new Evidence("https://git.example.org/pr/77", "Held in the load test."),
                        BEN,
                        now()));
        facts.at("2026-11-11T10:00:00Z");
        facts.add(new FollowUpVerified(facts.incident(), probe, "seen in production", null, now()));
        facts.at("2026-11-11T10:05:00Z");
        facts.add(new IncidentClosed(facts.incident(), null, null, now()));
        facts.milestone(Milestone.CLOSED, now());
    }

    private void status(Status from, Status to, @Nullable String reason) {
        facts.add(new StatusChanged(facts.incident(), from, to, reason, null, now()));
    }

    private void resolved(String text, Durability durability) {
        facts.add(
                new IncidentResolved(
                        facts.incident(), Resolution.ROLLBACK, durability, text, BEN, now()));
        facts.milestone(Milestone.RESOLVED, now());
    }

    private EntryId entry(EntryContent content, @Nullable Marker marker, @Nullable Handle by) {
        return facts.entry(content, marker, by, now());
    }

    private Moment now() {
        return Moment.exactly(facts.now());
    }
}
