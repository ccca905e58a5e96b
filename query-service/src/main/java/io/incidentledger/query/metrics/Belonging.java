package io.incidentledger.query.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.postmortem.history.Measured;
import io.incidentledger.postmortem.history.MetricDefinition;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of its times says to what period an incident belongs. */
enum Belonging {
    /** The first of the three that is known: few records have them all. */
    @JsonProperty("began")
    BEGAN(Milestone.IMPACT_STARTED, Milestone.DETECTED, Milestone.DECLARED),
    @JsonProperty("started")
    STARTED(Milestone.IMPACT_STARTED),
    @JsonProperty("detected")
    DETECTED(Milestone.DETECTED),
    @JsonProperty("declared")
    DECLARED(Milestone.DECLARED),
    @JsonProperty("resolved")
    RESOLVED(Milestone.RESOLVED);

    private final List<Milestone> milestones;

    Belonging(Milestone... milestones) {
        this.milestones = List.of(milestones);
    }

    /** Null where no such time is known. */
    @Nullable Moment of(Measured incident) {
        return milestones.stream()
                .map(incident::measurable)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The milestones in words: {@code impact started, else detected, else declared}. */
    String words() {
        return milestones.stream()
                .map(MetricDefinition::words)
                .collect(Collectors.joining(", else "));
    }
}
