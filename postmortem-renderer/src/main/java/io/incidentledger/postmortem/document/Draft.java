package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Impact;
import io.incidentledger.events.Milestone;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.Metric;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.Reached;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the record itself says of the incident in two or three sentences. */
record Draft(IncidentHistory history, Metrics metrics) {
    private static final Pattern ITEM = Pattern.compile("^[-*+\u2022]\\s+");

    /** In Markdown; the impact only as long as nobody has written a summary. */
    String sentences() {
        IncidentState incident = history.state();
        List<String> sentences = new ArrayList<>();
        Impact impact = incident.impact();
        if (incident.summary() == null && impact != null && impact.functionality() != null) {
            sentences.add(sentence(inline(running(impact.functionality()))));
        }
        sentences.add(course(incident.milestone(Milestone.IMPACT_STARTED)));
        if (!history.followUps().isEmpty()) {
            sentences.add(Words.count(history.followUps().size(), "follow-up") + " came of it.");
        }
        return String.join(" ", sentences);
    }

    /** On one line: the items of a list as parts of a sentence, without what marks them. */
    private static String running(String text) {
        StringBuilder running = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            String said = ITEM.matcher(line).replaceFirst("");
            if (!running.isEmpty() && !said.isEmpty()) {
                boolean item = said.length() < line.length();
                running.append(item && !ends(running.toString()) ? "; " : " ");
            }
            running.append(said);
        }
        return running.toString();
    }

    private static String sentence(String text) {
        return ends(text) ? text : text + ".";
    }

    private static boolean ends(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
    }

    private String course(@Nullable Reached start) {
        List<String> course = new ArrayList<>();
        step(course, MetricDefinition.TO_DETECT, "noticed");
        step(course, MetricDefinition.TO_MITIGATE, "mitigated");
        step(course, MetricDefinition.TO_RESOLVE, "resolved");
        if (start == null || !start.at().precision().measurable()) {
            step(course, MetricDefinition.TO_MITIGATE_FROM_DETECTION, "mitigated");
            step(course, MetricDefinition.TO_RESOLVE_FROM_DETECTION, "resolved");
            return "Nobody recorded when the impact began"
                    + (course.isEmpty()
                            ? "."
                            : "; once noticed, it was " + Words.list(course) + ".");
        }
        return "The impact began on "
                + Times.sentence(start.at())
                + (course.isEmpty() ? "." : "; it was " + Words.list(course) + ".");
    }

    private void step(List<String> course, MetricDefinition definition, String word) {
        Metric metric = metrics.get(definition);
        if (metric.result() instanceof Metric.Value(Duration elapsed)) {
            course.add(
                    elapsed.isNegative()
                            ? word
                                    + " "
                                    + Figures.sooner(metric, elapsed)
                                    + before(definition, course.isEmpty())
                            : elapsed.isZero()
                                    ? word + " at once"
                                    : word + " after " + Figures.value(metric));
        }
    }

    private static String before(MetricDefinition definition, boolean first) {
        return " before "
                + (definition.from() == Milestone.DETECTED
                        ? "it was noticed"
                        : first ? "that" : "it began");
    }
}
