package io.incidentledger.standalone.sequence;

import io.incidentledger.command.change.ChangeState;
import io.incidentledger.command.communicate.RemindOfUpdate;
import io.incidentledger.command.communicate.SendFromTemplate;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.investigate.AssignThread;
import io.incidentledger.command.investigate.CloseThread;
import io.incidentledger.command.investigate.OpenThread;
import io.incidentledger.command.investigate.ReopenThread;
import io.incidentledger.command.redact.RedactWords;
import io.incidentledger.command.respond.AssignRole;
import io.incidentledger.command.respond.CorrectEntry;
import io.incidentledger.command.respond.HandOverRole;
import io.incidentledger.command.respond.JudgeHypothesis;
import io.incidentledger.command.respond.MarkEntry;
import io.incidentledger.command.respond.PinEntry;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.respond.ReleaseRole;
import io.incidentledger.command.respond.RetractEntry;
import io.incidentledger.command.respond.ShowChange;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.FollowCommand.MissRunbook;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.events.Audience;
import io.incidentledger.events.BuiltInTemplates;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Role;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.WithoutWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders that tell what is done about an incident, and what becomes of what was told. */
final class AboutResponse {
    private AboutResponse() {}

    static IncidentCommand assignRole(Scope s) {
        Chance c = s.chance();
        return new AssignRole(s.id(), s.role(), c.handle(), c.by(), c.moment());
    }

    static IncidentCommand handOverRole(Scope s) {
        Chance c = s.chance();
        Role role = s.role();
        return new HandOverRole(
                s.id(), role, s.holder(role), c.handle(), c.note(), c.by(), c.moment());
    }

    static IncidentCommand releaseRole(Scope s) {
        Chance c = s.chance();
        Role role = s.role();
        return new ReleaseRole(s.id(), role, s.holder(role), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand record(Scope s) {
        Chance c = s.chance();
        return new RecordEntry(
                s.id(),
                c.onceIn(15) ? s.entry() : new EntryId(c.id()),
                content(s),
                c.onceIn(4) ? c.of(Marker.class) : null,
                c.onceIn(3) ? s.thread() : null,
                c.by(),
                c.moment());
    }

    private static EntryContent content(Scope s) {
        Chance c = s.chance();
        String text = c.text();
        return switch (c.below(10)) {
            case 0 -> new EntryContent.Note(text);
            case 1, 2 -> new EntryContent.Hypothesis(text, c.of(HypothesisState.class));
            case 3 -> new EntryContent.Finding(text);
            case 4 -> new EntryContent.Decision(text);
            case 5 -> new EntryContent.Action(text);
            case 6 -> new EntryContent.Change(text, c.note(), c.note(), link(c), null);
            case 7 -> new EntryContent.EvidenceItem(text, c.of(EvidenceType.class), link(c));
            case 8 -> {
                boolean last = c.onceIn(5);
                yield new EntryContent.Update(
                        text,
                        c.of(Audience.class),
                        last ? null : due(s),
                        c.note(),
                        null,
                        last ? true : null,
                        null);
            }
            default -> new EntryContent.CustomerReport(text);
        };
    }

    private static @Nullable String link(Chance c) {
        return c.maybe(() -> "https://example.com/" + c.below(100));
    }

    private static @Nullable Instant due(Scope s) {
        Chance c = s.chance();
        return c.maybe(() -> s.ledger().now.plus(Duration.ofMinutes(c.below(200) - 100L)));
    }

    static IncidentCommand showChange(Scope s) {
        Chance c = s.chance();
        ChangeState found = c.of(s.ledger().changes.values());
        if (found == null) {
            // There is none to be found: the order ends before it is one.
            return record(s);
        }
        ChangeRecorded change = Objects.requireNonNull(found.recorded());
        return new ShowChange(
                s.id(),
                new EntryId(change.changeId().value()),
                new EntryContent.Change(
                        c.text(),
                        change.service(),
                        change.version(),
                        change.link(),
                        change.changeId()),
                c.onceIn(4) ? c.of(Marker.class) : null,
                change.by() == null ? PaperLedger.ACTOR : change.by(),
                change.occurredAt());
    }

    static IncidentCommand correct(Scope s) {
        Chance c = s.chance();
        return new CorrectEntry(
                s.id(), s.entry(), c.note(), c.maybe(c::told), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand retract(Scope s) {
        Chance c = s.chance();
        return new RetractEntry(s.id(), s.entry(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand pin(Scope s) {
        Chance c = s.chance();
        return new PinEntry(s.id(), s.entry(), c.onceIn(2), c.by(), c.moment());
    }

    static IncidentCommand mark(Scope s) {
        Chance c = s.chance();
        return new MarkEntry(
                s.id(), s.entry(), c.maybe(() -> c.of(Marker.class)), c.by(), c.moment());
    }

    static IncidentCommand judge(Scope s) {
        Chance c = s.chance();
        return new JudgeHypothesis(
                s.id(), s.entry(), c.of(HypothesisState.class), c.note(), c.by(), c.moment());
    }

    static IncidentCommand openThread(Scope s) {
        Chance c = s.chance();
        return new OpenThread(
                s.id(),
                c.onceIn(10) ? s.thread() : new ThreadId(c.id()),
                c.text(),
                c.maybe(c::handle),
                c.by(),
                c.moment());
    }

    static IncidentCommand assignThread(Scope s) {
        Chance c = s.chance();
        return new AssignThread(s.id(), s.thread(), c.maybe(c::handle), c.by(), c.moment());
    }

    static IncidentCommand closeThread(Scope s) {
        Chance c = s.chance();
        return new CloseThread(s.id(), s.thread(), c.text(), c.by(), c.moment());
    }

    static IncidentCommand reopenThread(Scope s) {
        Chance c = s.chance();
        return new ReopenThread(s.id(), s.thread(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand followRunbook(Scope s) {
        Chance c = s.chance();
        Found found = runbook(s);
        return found == null
                ? missRunbook(s)
                : new FollowRunbook(
                        s.id(),
                        found,
                        c.maybe(() -> (long) c.below(found.versions().size() + 2)),
                        c.by(),
                        c.moment());
    }

    static IncidentCommand takeStep(Scope s) {
        Chance c = s.chance();
        Found found = runbook(s);
        return found == null
                ? missRunbook(s)
                : new TakeStep(
                        s.id(),
                        found,
                        c.onceIn(10) ? c.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE) : c.below(5),
                        c.of(StepOutcome.class),
                        c.note(),
                        c.by(),
                        c.moment());
    }

    static IncidentCommand missRunbook(Scope s) {
        Chance c = s.chance();
        return new MissRunbook(s.id(), new FollowUpId(c.id()), c.by(), c.moment());
    }

    private static @Nullable Found runbook(Scope s) {
        PaperLedger ledger = s.ledger();
        RunbookId id = s.chance().of(ledger.runbooks.keySet());
        return id == null
                ? null
                : new Found(
                        id,
                        Objects.requireNonNull(ledger.number("runbook", id)),
                        ledger.versions(id));
    }

    static IncidentCommand sendFromTemplate(Scope s) {
        Chance c = s.chance();
        List<TemplateSet> all = new ArrayList<>(BuiltInTemplates.all());
        all.addAll(s.ledger().guidance.templates().values());
        TemplateSet template = Objects.requireNonNull(c.of(all));
        boolean last = c.onceIn(5);
        return new SendFromTemplate(
                s.id(),
                new EntryId(c.id()),
                s.ledger().number("incident", s.id()),
                template.name(),
                c.onceIn(12) || template.text().isEmpty() ? null : template,
                switch (template.name().value()) {
                    case "public" -> c.onceIn(8) ? Map.of() : Map.of("what", c.text());
                    default -> c.onceIn(4) ? Map.of("now", c.text()) : Map.of();
                },
                c.maybe(() -> c.of(Audience.class)),
                last ? null : due(s),
                c.note(),
                last,
                null,
                c.by(),
                c.moment());
    }

    static IncidentCommand remind(Scope s) {
        Chance c = s.chance();
        Audience audience = c.of(Audience.class);
        Instant due = s.has() ? s.incident().awaited(audience).due() : null;
        return new RemindOfUpdate(
                s.id(),
                audience,
                due == null || c.onceIn(8) ? s.ledger().now.minusSeconds(c.below(100)) : due);
    }

    /** As it is looked up; at times it comes too late for what was added meanwhile. */
    static IncidentCommand redactEntry(Scope s) {
        Chance c = s.chance();
        EntryId entry = s.entry();
        List<HiddenEvent> events =
                new ArrayList<>(
                        s.ledger().facts(s.id()).stream()
                                .filter(
                                        fact ->
                                                fact.event() instanceof EntryEvent event
                                                        && !(event instanceof TimelineEntryFlagged)
                                                        && event.entryId().equals(entry))
                                .map(s.ledger()::hidden)
                                .toList());
        if (events.size() > 1 && c.onceIn(10)) {
            events.removeLast();
        }
        return new RedactWords(s.id(), entry, events, c.reason(), c.by(), c.moment());
    }

    static IncidentCommand redactPositions(Scope s) {
        Chance c = s.chance();
        List<Fact> wordy =
                s.ledger().facts(s.id()).stream()
                        .filter(fact -> !fact.event().equals(WithoutWords.of(fact.event())))
                        .toList();
        List<HiddenEvent> events = new ArrayList<>();
        for (int i = c.below(3); i >= 0 && !wordy.isEmpty(); i--) {
            HiddenEvent event = s.ledger().hidden(Objects.requireNonNull(c.of(wordy)));
            if (!events.contains(event)) {
                events.add(event);
            }
        }
        return new RedactWords(s.id(), null, events, c.reason(), c.by(), c.moment());
    }
}
