package io.incidentledger.events;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as it may stand in a ledger, and the golden file that has to mean the same for ever.
 *
 * @param name what sets the file apart: empty for the one with all fields, {@code minimal} for the
 *     one with the required fields only, else the kind of content, or the field that its version
 *     gained
 */
record Sample(String name, LedgerEvent event) {
    private static final IncidentId INCIDENT =
            IncidentId.of("019a9f3c-5e00-7c41-8d2e-3b1f6a7c9d01");
    private static final OtherIncident OTHER =
            new OtherIncident(IncidentId.of("019a9f10-7700-7d21-a5c3-6b2d9e8f1a05"), "INC-41");
    private static final FollowUpId FOLLOW_UP =
            FollowUpId.of("019a9f55-1a80-7b02-9c11-0f4e8d2a6b03");
    private static final EntryId ENTRY = EntryId.of("019a9f41-22c0-7f53-a1d7-5c9e0b3d8f02");
    private static final ThreadId THREAD = ThreadId.of("019a9f42-8e40-7d15-b6a0-4c7e1f9d2b05");
    private static final ChangeId CHANGE = ChangeId.of("019a9f3b-1000-7d20-8a11-2b3c4d5e6f05");
    private static final RunbookId RUNBOOK = RunbookId.of("019a9e00-4000-7e30-9b22-3c4d5e6f7a06");
    private static final TokenId TOKEN = TokenId.of("019a9f30-0000-7a10-b3c4-d5e6f7a8b904");
    private static final Handle ANA = new Handle("@ana");
    private static final Handle BEN = new Handle("@ben.k");
    private static final Handle PAYMENTS = new Handle("team:payments");
    private static final PublishedFigure PUBLISHED =
            new PublishedFigure(
                    new Period("2026-Q3"),
                    Milestone.DETECTED,
                    Milestone.RESOLVED,
                    Statistic.MEAN,
                    "checkout",
                    "https://status.example.com/log");
    private static final DueDate BY_POLICY =
            new DueDate(LocalDate.parse("2026-12-01"), DueDateSource.POLICY, "follow-up-due/1");

    EventType type() {
        return EventType.of(event);
    }

    /** Written where it is missing, when asked to; one that is there never changes. */
    CommittedFile golden() {
        CommittedFile file = new CommittedFile(directory().resolve(toString()));
        if (CommittedFile.REGENERATE && !Files.exists(file.path())) {
            file.write(JsonMapper.shared().readTree(codec().encode(event)).toPrettyString() + "\n");
        }
        return file;
    }

    static EventCodec codec() {
        return new EventCodec(() -> "Z29sZGVuLXNhbHQtMTYtYg");
    }

    static Path directory() {
        return CommittedFile.MODULE.resolve("src/test/resources/golden");
    }

    @Override
    public String toString() {
        String form = name.isEmpty() ? "" : "." + name;
        return type().storedName() + ".v" + type().version() + form + ".json";
    }

    static Stream<Sample> all() {
        return Stream.concat(plain(), gained());
    }

    /** With the fields that a version gained since its first sample was published. */
    private static Stream<Sample> gained() {
        return Stream.of(
                new Sample(
                        "evidencefile",
                        entry(
                                new EntryContent.EvidenceItem(
                                        "Connections in use",
                                        EvidenceType.IMAGE,
                                        null,
                                        new EvidenceFile(
                                                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                                                "image/png",
                                                48_211,
                                                "pool 14:05.png")))),
                new Sample(
                        "taken-over",
                        new UpdateDueChanged(
                                INCIDENT,
                                Audience.PUBLIC,
                                Instant.parse("2026-11-20T14:40:00Z"),
                                "standard/1",
                                OTHER,
                                ANA,
                                at("14:15:00"))),
                new Sample(
                        "threaded",
                        new TimelineEntryRecorded(
                                INCIDENT,
                                ENTRY,
                                new EntryContent.Finding("It leaks."),
                                null,
                                THREAD,
                                BEN,
                                at("15:10:00"))),
                new Sample(
                        "change-id",
                        entry(
                                new EntryContent.Change(
                                        "Deployment of checkout", null, null, null, CHANGE))),
                new Sample(
                        "and-the-lead",
                        new RemindedOfUpdate(
                                INCIDENT,
                                Audience.STAKEHOLDER,
                                Instant.parse("2026-11-20T15:12:00Z"),
                                BEN,
                                ANA,
                                null,
                                at("15:12:05"))),
                new Sample("rounded", new FigureStated(PUBLISHED, 5_760L, 3L, 360L)),
                new Sample(
                        "scope",
                        new TokenIssued(
                                TOKEN,
                                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                                new Handle("@ci"),
                                AccessRole.VIEWER,
                                null,
                                null,
                                AccessScope.CHANGES)),
                new Sample(
                        "from-template",
                        entry(
                                new EntryContent.Update(
                                        "**Checkout fails** (SEV1). The next update comes by 15:15 UTC.",
                                        Audience.STAKEHOLDER,
                                        Instant.parse("2026-11-20T15:15:00Z"),
                                        null,
                                        "standard/1",
                                        null,
                                        new TemplateVersion(new TemplateName("stakeholders"), 3)))),
                new Sample(
                        "last",
                        entry(
                                new EntryContent.Update(
                                        "All card payments work again.",
                                        Audience.PUBLIC,
                                        null,
                                        null,
                                        null,
                                        true,
                                        null))));
    }

    private static Stream<Sample> plain() {
        return Stream.concat(
                full().stream()
                        .flatMap(
                                event ->
                                        Stream.of(
                                                new Sample("", event),
                                                new Sample("minimal", minimal(event)))),
                entries().stream()
                        .map(
                                content ->
                                        new Sample(
                                                content.getClass().getSimpleName().toLowerCase(),
                                                entry(content))));
    }

    private static Moment at(String time, Precision precision) {
        return new Moment(Instant.parse("2026-11-20T" + time + "Z"), precision);
    }

    private static Moment at(String time) {
        return at(time, Precision.EXACT);
    }

    private static TimelineEntryRecorded entry(EntryContent content) {
        return new TimelineEntryRecorded(
                INCIDENT, ENTRY, content, Marker.DIAGNOSIS, BEN, at("14:21:07.250114"));
    }

    private static List<EntryContent> entries() {
        return List.of(
                new EntryContent.Note("Error budget of *checkout* is used up for this month."),
                new EntryContent.Hypothesis(
                        "The pool of connections is too small since 4.12.0.",
                        HypothesisState.CONFIRMED),
                new EntryContent.Finding("All 40 connections wait for `payment_intents`."),
                new EntryContent.Decision("We roll back first and look for the cause after."),
                new EntryContent.Action("Rolled *checkout* back to 4.11.3."),
                new EntryContent.Change(
                        "Deployment of checkout",
                        "checkout",
                        "4.12.0",
                        "https://ci.example.com/checkout/builds/8812",
                        null),
                new EntryContent.EvidenceItem(
                        "Connections in use, 14:00 to 14:30",
                        EvidenceType.IMAGE,
                        "https://grafana.example.com/d/pool?from=1795183200000"),
                new EntryContent.CustomerReport(
                        "“I paid twice and got no confirmation.” — order 88-1204"));
    }

    private static List<LedgerEvent> full() {
        Impact impact =
                new Impact(
                        new UsersAffected(12_400L, 34.5),
                        "Paying by card fails",
                        DataLoss.SUSPECTED,
                        new Workaround(true, "Paying by invoice works"));
        Detection detection = new Detection(DetectionSource.MONITOR, "checkout-5xx, page to @ana");
        return List.of(
                new IncidentDeclared(
                        INCIDENT,
                        "Checkout fails for cards",
                        "Since 14:05 a third of all card payments end in an error.",
                        List.of("checkout", "payments-api"),
                        Severity.SEV1,
                        impact,
                        detection,
                        "https://meet.example.com/inc-checkout",
                        new TreeMap<>(Map.of("region", "eu-west-1", "tier", "gold")),
                        false,
                        true,
                        ANA,
                        at("14:09:30")),
                new IncidentImported(
                        INCIDENT,
                        new Source(
                                "status.example.com",
                                "kxg2r1",
                                "https://status.example.com/incidents/kxg2r1"),
                        BEN,
                        at("20:00:00")),
                new IncidentDetailsChanged(
                        INCIDENT,
                        "Card payments fail after checkout 4.12.0",
                        "A pool of connections ran dry after a deployment.",
                        List.of("checkout"),
                        new Detection(DetectionSource.USER, "two calls before the alert"),
                        "#inc-checkout",
                        true,
                        "The first title named the symptom",
                        ANA,
                        at("14:40:00")),
                new SeverityChanged(
                        INCIDENT,
                        Severity.SEV3,
                        Severity.SEV1,
                        "Payments are lost",
                        ANA,
                        at("14:12:00")),
                new ImpactChanged(INCIDENT, impact, "Counted in the ledger", BEN, at("14:30:00")),
                new StatusChanged(
                        INCIDENT,
                        Status.MONITORING,
                        Status.INVESTIGATING,
                        "Errors rise again",
                        ANA,
                        at("14:48:00")),
                new MilestoneSet(
                        INCIDENT,
                        Milestone.IMPACT_STARTED,
                        "First failed payment in the logs",
                        BEN,
                        at("14:05:12.000007", Precision.ABOUT)),
                new MilestoneCleared(
                        INCIDENT,
                        Milestone.MITIGATED,
                        "The rollback had not reached all nodes",
                        BEN,
                        at("14:49:00")),
                new DurationStated(
                        INCIDENT,
                        Milestone.DETECTED,
                        Milestone.RESOLVED,
                        2_580,
                        "The provider's log of the quarter, hours on call",
                        BEN,
                        at("16:00:00")),
                new RoleAssigned(INCIDENT, Role.LEAD, ANA, BEN, at("14:10:00")),
                new RoleHandedOver(
                        INCIDENT,
                        Role.LEAD,
                        ANA,
                        BEN,
                        "Rollback runs, next update due 15:30",
                        ANA,
                        at("15:02:00")),
                new RoleReleased(
                        INCIDENT,
                        new Role("bank-liaison"),
                        BEN,
                        "The bank is informed",
                        BEN,
                        at("15:20:00")),
                new TimelineEntryRecorded(
                        INCIDENT,
                        ENTRY,
                        new EntryContent.Update(
                                "Some card payments fail. We are rolling a change back.",
                                Audience.PUBLIC,
                                Instant.parse("2026-11-20T15:30:00Z"),
                                "within the hour"),
                        Marker.TURNING_POINT,
                        BEN,
                        at("14:45:00", Precision.BY)),
                new TimelineEntryCorrected(
                        INCIDENT,
                        ENTRY,
                        "The pool was exhausted at 14:05, not 14:15.",
                        at("14:05:00", Precision.DERIVED),
                        "Read from a chart in local time",
                        BEN,
                        at("16:00:00")),
                new TimelineEntryRetracted(
                        INCIDENT, ENTRY, "That was another cluster", BEN, at("16:02:00")),
                new TimelineEntryFlagged(
                        INCIDENT, ENTRY, true, Marker.DETECTION, BEN, at("16:03:00")),
                new HypothesisJudged(
                        INCIDENT,
                        ENTRY,
                        HypothesisState.REJECTED,
                        "The pool was *empty* before the deployment, too.",
                        BEN,
                        at("16:04:00")),
                new ThreadOpened(
                        INCIDENT, THREAD, "Why the pool ran dry", PAYMENTS, BEN, at("14:22:00")),
                new ThreadAssigned(INCIDENT, THREAD, ANA, BEN, at("14:50:00")),
                new ThreadClosed(
                        INCIDENT,
                        THREAD,
                        "Connections leak when a card is declined.",
                        ANA,
                        at("15:40:00")),
                new ThreadReopened(
                        INCIDENT, THREAD, "It leaks without declined cards", ANA, at("15:55:00")),
                new WordsRedacted(
                        INCIDENT,
                        ENTRY,
                        List.of(
                                new HiddenEvent(
                                        4711,
                                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
                        "It named a customer",
                        ANA,
                        at("16:05:00")),
                new CauseNamed(
                        INCIDENT,
                        new Cause("connection-pool"),
                        "It ran dry when 4.12.0 held connections longer",
                        BEN,
                        at("16:06:00")),
                new CauseTakenAway(
                        INCIDENT,
                        new Cause("capacity"),
                        "There was room for three times the load",
                        BEN,
                        at("16:07:00")),
                new RelationStated(
                        INCIDENT,
                        OTHER,
                        RelationKind.RECURRENCE_OF,
                        "The same pool, the same graph",
                        BEN,
                        at("16:08:00")),
                new RelationTakenAway(
                        INCIDENT,
                        OTHER,
                        RelationKind.RECURRENCE_OF,
                        "Another pool after all",
                        BEN,
                        at("16:09:00")),
                new IncidentMerged(
                        INCIDENT, OTHER, "One alert, declared twice", ANA, at("14:15:00")),
                new OtherMergedIn(INCIDENT, OTHER, ANA, at("14:15:00")),
                new UpdateDueChanged(
                        INCIDENT,
                        Audience.STAKEHOLDER,
                        Instant.parse("2026-11-20T15:12:00Z"),
                        "standard/1",
                        ANA,
                        at("14:12:00")),
                new RemindedOfUpdate(
                        INCIDENT,
                        Audience.STAKEHOLDER,
                        Instant.parse("2026-11-20T15:12:00Z"),
                        BEN,
                        null,
                        ANA,
                        at("15:12:05")),
                new IncidentResolved(
                        INCIDENT,
                        Resolution.ROLLBACK,
                        Durability.TEMPORARY,
                        "checkout is back on 4.11.3",
                        ANA,
                        at("15:10:00")),
                new IncidentReopened(
                        INCIDENT, Status.INVESTIGATING, "Errors are back", ANA, at("15:40:00")),
                new IncidentClosed(INCIDENT, "Review held", ANA, at("17:00:00", Precision.HOUR)),
                new IncidentCancelled(
                        INCIDENT,
                        CancelReason.FALSE_ALARM,
                        "The probe itself was broken",
                        ANA,
                        at("14:20:00")),
                new FollowUpAdded(
                        INCIDENT,
                        FOLLOW_UP,
                        "Alert on connections in use",
                        "Page at 80 percent for five minutes; done when a load test pages.",
                        FollowUpType.DETECT,
                        Priority.HIGH,
                        PAYMENTS,
                        BY_POLICY,
                        "https://tracker.example.com/PAY-311",
                        ENTRY,
                        BEN,
                        at("16:10:00")),
                new FollowUpAssigned(
                        INCIDENT, FOLLOW_UP, BEN, "Knows the dashboards", ANA, at("16:12:00")),
                new FollowUpRescheduled(
                        INCIDENT,
                        FOLLOW_UP,
                        BY_POLICY,
                        "Set by the policy when the incident was resolved",
                        ANA,
                        at("16:15:00")),
                new FollowUpReprioritised(
                        INCIDENT,
                        FOLLOW_UP,
                        Priority.HIGH,
                        Priority.URGENT,
                        "It happened again",
                        ANA,
                        at("16:20:00")),
                new FollowUpStarted(INCIDENT, FOLLOW_UP, BEN, at("00:00:00", Precision.DAY)),
                new FollowUpCompleted(
                        INCIDENT,
                        FOLLOW_UP,
                        new Evidence(
                                "https://git.example.com/alerts/merge/52",
                                "A load test in production paged @ben.k"),
                        BEN,
                        at("18:00:00")),
                new FollowUpVerified(
                        INCIDENT, FOLLOW_UP, "Saw the page arrive", ANA, at("18:30:00")),
                new FollowUpDeclined(
                        INCIDENT, FOLLOW_UP, "The service goes in March", ANA, at("18:40:00")),
                new FollowUpReopened(
                        INCIDENT,
                        FOLLOW_UP,
                        "The alert was silenced since",
                        ANA,
                        at("19:00:00", Precision.ORDER)),
                new LabelsChanged(
                        INCIDENT,
                        new TreeMap<>(Map.of("region", "eu-west-1")),
                        List.of("tier"),
                        "Only one region after all",
                        BEN,
                        at("14:30:00")),
                new RunbookFollowed(
                        INCIDENT, RUNBOOK, "RB-3", 2, "Pool exhausted", BEN, at("14:31:00")),
                new RunbookStepTaken(
                        INCIDENT,
                        RUNBOOK,
                        "RB-3",
                        2,
                        4,
                        "Roll back the last deployment",
                        StepOutcome.FAILED,
                        "The pipeline was *locked*",
                        BEN,
                        at("14:33:00")),
                new RunbookMissed(INCIDENT, FOLLOW_UP, ANA, at("15:10:00")),
                new ServiceDescribed(
                        new ServiceName("checkout"),
                        "Takes the money",
                        PAYMENTS,
                        new TreeMap<>(Map.of("dashboard", "https://grafana.example.com/d/co")),
                        new TreeMap<>(Map.of("failover", "https://wiki.example.com/co")),
                        List.of(new ServiceName("payments-api"), new ServiceName("sessions.db"))),
                new ServiceRetired(new ServiceName("checkout"), "Replaced by pay"),
                new ChangeRecorded(
                        CHANGE,
                        "checkout",
                        ChangeKind.DEPLOYMENT,
                        "4.12.0",
                        "https://ci.example.com/checkout/builds/8812",
                        "Larger pages, smaller pool",
                        BEN,
                        at("13:58:00")),
                new RunbookWritten(
                        RUNBOOK,
                        1,
                        "Pool exhausted",
                        "Requests time out after 30 s, and `pool_in_use` is at its limit.",
                        List.of("A deployment changed the size", "A query became slow"),
                        List.of("Look at `pool_in_use`", "List the slow queries"),
                        List.of("Double the pool", "Roll back the last deployment"),
                        List.of("checkout"),
                        new TreeMap<>(Map.of("tier", "gold"))),
                new RunbookRetired(RUNBOOK, "There is no pool any more"),
                new GuidelinesSet(2, "Say what you do **before** you do it."),
                new TemplateSet(
                        new TemplateName("stakeholders"),
                        3,
                        Audience.STAKEHOLDER,
                        "**{{title}}** ({{severity}}). The next update comes by {{nextUpdateDue}}."),
                new FigureStated(PUBLISHED, 4_780L, 3L, null),
                new FigureTakenBack(PUBLISHED, "It is the mean of the quarter before"),
                new TokenIssued(
                        TOKEN,
                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                        ANA,
                        AccessRole.RESPONDER,
                        "ana's laptop",
                        Instant.parse("2027-11-20T00:00:00.000001Z"),
                        null),
                new TokenRevoked(TOKEN, "The laptop is lost"),
                new PayloadsErased(
                        List.of(17L, 40L), "A customer's name, erased on their request"));
    }

    /** The event with what it requires, and nothing else. */
    private static LedgerEvent minimal(LedgerEvent event) {
        return (LedgerEvent) withoutOptional((Record) event);
    }

    private static Record withoutOptional(Record full) {
        try {
            RecordComponent[] components = full.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] =
                        withoutOptional(components[i], components[i].getAccessor().invoke(full));
            }
            Class<?>[] types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor =
                    full.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object withoutOptional(RecordComponent component, Object value) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        return switch (value) {
            case List<?> list -> List.of();
            case SortedMap<?, ?> map -> Collections.emptySortedMap();
            case Record nested -> withoutOptional(nested);
            default -> value;
        };
    }
}
