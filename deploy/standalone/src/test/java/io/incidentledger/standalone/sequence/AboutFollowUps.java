package io.incidentledger.standalone.sequence;

import io.incidentledger.command.followup.AddFollowUp;
import io.incidentledger.command.followup.AssignFollowUp;
import io.incidentledger.command.followup.CompleteFollowUp;
import io.incidentledger.command.followup.DeclineFollowUp;
import io.incidentledger.command.followup.ReopenFollowUp;
import io.incidentledger.command.followup.ReprioritiseFollowUp;
import io.incidentledger.command.followup.RescheduleFollowUp;
import io.incidentledger.command.followup.StartFollowUp;
import io.incidentledger.command.followup.VerifyFollowUp;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Priority;

/** Orders about what is to be done. */
final class AboutFollowUps {
    private AboutFollowUps() {}

    static IncidentCommand add(Scope s) {
        Chance c = s.chance();
        return new AddFollowUp(
                s.id(),
                c.onceIn(15) ? s.followUp() : new FollowUpId(c.id()),
                c.text(),
                c.note(),
                c.of(FollowUpType.class),
                c.of(Priority.class),
                c.maybe(c::handle),
                c.onceIn(3) ? c.date() : null,
                c.onceIn(3) ? "https://tracker.example.com/" + c.below(100) : null,
                c.onceIn(3) ? s.entry() : null,
                c.by(),
                c.moment());
    }

    static IncidentCommand assign(Scope s) {
        Chance c = s.chance();
        return new AssignFollowUp(
                s.id(), s.followUp(), c.maybe(c::handle), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand reschedule(Scope s) {
        Chance c = s.chance();
        return new RescheduleFollowUp(
                s.id(), s.followUp(), c.date(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand reprioritise(Scope s) {
        Chance c = s.chance();
        return new ReprioritiseFollowUp(
                s.id(), s.followUp(), c.of(Priority.class), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand start(Scope s) {
        Chance c = s.chance();
        return new StartFollowUp(s.id(), s.followUp(), c.by(), c.moment());
    }

    static IncidentCommand complete(Scope s) {
        Chance c = s.chance();
        Evidence proof =
                switch (c.below(8)) {
                    case 0 -> null;
                    case 1 -> new Evidence(null, c.of(null, "", " "));
                    case 2 -> new Evidence("https://ci.example.com/" + c.below(100), null);
                    default -> new Evidence(null, c.text());
                };
        return new CompleteFollowUp(s.id(), s.followUp(), proof, c.by(), c.moment());
    }

    static IncidentCommand verify(Scope s) {
        Chance c = s.chance();
        return new VerifyFollowUp(s.id(), s.followUp(), c.note(), c.by(), c.moment());
    }

    static IncidentCommand decline(Scope s) {
        Chance c = s.chance();
        return new DeclineFollowUp(s.id(), s.followUp(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand reopen(Scope s) {
        Chance c = s.chance();
        return new ReopenFollowUp(s.id(), s.followUp(), c.reason(), c.by(), c.moment());
    }
}
