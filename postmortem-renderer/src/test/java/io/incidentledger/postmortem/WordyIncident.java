package io.incidentledger.postmortem;

import io.incidentledger.events.Audience;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DetectionSource;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Impact;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Source;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.Workaround;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** An incident in which every field that takes people's words holds the same ones. */
public final class WordyIncident {
    private static final Handle ODD = new Handle("@a_._b-c_");

    private final Facts facts = new Facts("wordy", Instant.parse("2026-01-01T00:00:00Z"));
    private final String words;

    private WordyIncident(String words) {
        this.words = words;
    }

    public static List<Fact> facts(String words) {
        WordyIncident incident = new WordyIncident(words);
        incident.declare();
        incident.change();
        incident.enter();
        incident.followUp();
        incident.runbook();
        incident.end();
        return incident.facts.all();
    }

    private void declare() {
        add(
                new IncidentDeclared(
                        facts.incident(),
                        words,
                        words,
                        List.of(words, words),
                        Severity.SEV2,
                        new Impact(null, words, null, new Workaround(true, words)),
                        new Detection(DetectionSource.OTHER, words),
                        words,
                        new TreeMap<>(Map.of(words, words)),
                        true,
                        false,
                        ODD,
                        now()));
    }

    private void change() {
        add(new IncidentImported(facts.incident(), new Source(words, words, words), ODD, now()));
        add(
                new IncidentDetailsChanged(
                        facts.incident(),
                        words,
                        words,
                        List.of(words),
                        null,
                        words,
                        null,
                        words,
                        null,
                        now()));
        add(
                new SeverityChanged(
                        facts.incident(), Severity.SEV2, Severity.SEV3, words, null, now()));
        add(
                new ImpactChanged(
                        facts.incident(),
                        new Impact(null, words, null, new Workaround(true, words)),
                        words,
                        null,
                        now()));
        add(
                new StatusChanged(
                        facts.incident(), Status.TRIAGE, Status.MONITORING, words, null, now()));
        add(new MilestoneSet(facts.incident(), Milestone.DETECTED, words, null, now()));
        add(new MilestoneCleared(facts.incident(), Milestone.DETECTED, words, null, now()));
        add(new MilestoneSet(facts.incident(), Milestone.MITIGATED, words, null, now()));
        add(new RoleAssigned(facts.incident(), Role.LEAD, ODD, null, now()));
        add(new RoleHandedOver(facts.incident(), Role.LEAD, ODD, ODD, words, null, now()));
        add(new RoleReleased(facts.incident(), Role.LEAD, ODD, words, null, now()));
    }

    private void enter() {
        entry(new EntryContent.Note(words));
        entry(new EntryContent.Hypothesis(words, HypothesisState.OPEN));
        entry(new EntryContent.Finding(words));
        entry(new EntryContent.Decision(words));
        entry(new EntryContent.Action(words));
        entry(new EntryContent.Change(words, words, words, words, null));
        entry(new EntryContent.EvidenceItem(words, EvidenceType.LOG, words));
        entry(
                new EntryContent.EvidenceItem(
                        words,
                        EvidenceType.IMAGE,
                        null,
                        new EvidenceFile("ab".repeat(32), "image/" + words, 1, words)));
        entry(new EntryContent.Update(words, Audience.PUBLIC, facts.now(), words));
        EntryId entry = entry(new EntryContent.CustomerReport(words));
        ThreadId thread = new ThreadId(new UUID(2, 0));
        add(new ThreadOpened(facts.incident(), thread, words, ODD, null, now()));
        EntryId guess = new EntryId(new UUID(2, 1));
        add(
                new TimelineEntryRecorded(
                        facts.incident(),
                        guess,
                        new EntryContent.Hypothesis(words, HypothesisState.OPEN),
                        null,
                        thread,
                        ODD,
                        now()));
        add(
                new HypothesisJudged(
                        facts.incident(), guess, HypothesisState.CONFIRMED, words, ODD, now()));
        add(new TimelineEntryFlagged(facts.incident(), guess, true, Marker.REPAIR, ODD, now()));
        add(new ThreadClosed(facts.incident(), thread, words, ODD, now()));
        add(new ThreadReopened(facts.incident(), thread, words, ODD, now()));
        add(new ThreadClosed(facts.incident(), thread, words, ODD, now()));
        add(new TimelineEntryCorrected(facts.incident(), entry, words, now(), words, null, now()));
    }

    private EntryId entry(EntryContent content) {
        facts.later(Duration.ofMinutes(1));
        return facts.entry(content, Marker.REPAIR, ODD, now());
    }

    private void followUp() {
        for (int i = 0; i < 3; i++) {
            FollowUpId id = new FollowUpId(new UUID(1, i));
            add(
                    new FollowUpAdded(
                            facts.incident(),
                            id,
                            words,
                            words,
                            FollowUpType.OTHER,
                            Priority.LOW,
                            ODD,
                            new DueDate(LocalDate.EPOCH, DueDateSource.POLICY, words),
                            words,
                            null,
                            null,
                            now()));
            Evidence evidence = new Evidence(words, words);
            add(new FollowUpCompleted(facts.incident(), id, evidence, null, now()));
            if (i == 1) {
                add(new FollowUpVerified(facts.incident(), id, words, null, now()));
            }
            if (i == 2) {
                add(new FollowUpReopened(facts.incident(), id, words, null, now()));
                add(new FollowUpDeclined(facts.incident(), id, words, null, now()));
            }
        }
    }

    private void runbook() {
        RunbookId id = new RunbookId(new UUID(2, 0));
        add(new RunbookFollowed(facts.incident(), id, words, 1, words, ODD, now()));
        add(
                new RunbookStepTaken(
                        facts.incident(),
                        id,
                        words,
                        1,
                        1,
                        words,
                        StepOutcome.FAILED,
                        words,
                        ODD,
                        now()));
        add(new RunbookMissed(facts.incident(), new FollowUpId(new UUID(1, 0)), ODD, now()));
        add(
                new LabelsChanged(
                        facts.incident(),
                        new TreeMap<>(Map.of(words, words)),
                        List.of(words),
                        words,
                        ODD,
                        now()));
    }

    private void end() {
        add(new CauseNamed(facts.incident(), new Cause("capacity"), words, ODD, now()));
        OtherIncident other = new OtherIncident(new IncidentId(new UUID(2, 2)), words);
        for (RelationKind kind : RelationKind.values()) {
            add(new RelationStated(facts.incident(), other, kind, words, null, now()));
        }
        add(
                new RelationTakenAway(
                        facts.incident(), other, RelationKind.RELATED, words, null, now()));
        add(new OtherMergedIn(facts.incident(), other, null, now()));
        add(new IncidentMerged(facts.incident(), other, words, null, now()));
        add(new CauseTakenAway(facts.incident(), new Cause("capacity"), words, null, now()));
        add(new IncidentResolved(facts.incident(), null, null, words, null, now()));
        add(new IncidentReopened(facts.incident(), Status.TRIAGE, words, null, null));
        add(new IncidentCancelled(facts.incident(), CancelReason.FALSE_ALARM, words, null, now()));
        add(new IncidentClosed(facts.incident(), words, null, now()));
    }

    private void add(IncidentEvent event) {
        facts.add(event);
    }

    private Moment now() {
        return Moment.exactly(facts.now());
    }
}
