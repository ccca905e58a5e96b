package io.incidentledger.query.followup;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.query.projection.States;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A follow-up with what is said of its incident, both as of one position.
 *
 * @param overdueDays days past the due date; 0 when not overdue
 */
record ReportedFollowUp(
        @JsonUnwrapped FollowUp followUp, long overdueDays, IncidentBrief incident) {

    /** The tables and columns behind it, at the parameter {@code at}. */
    static final String COLUMNS =
            "f.document, i.id as i_id, i.number as i_number, i.title as i_title,"
                    + " i.severity as i_severity, i.services as i_services, i.drill as i_drill";

    static final String TABLES =
            "follow_up f join incident_version i on i.id = f.incident_id"
                    + " and i.valid_from <= :at and i.valid_to > :at";

    /** Those that are still to be done. */
    static final String PENDING = "f.state in ('OPEN', 'IN_PROGRESS')";

    /** What is said of an incident beside its follow-up. */
    record IncidentBrief(
            UUID id,
            @Nullable String number,
            String title,
            @Nullable Severity severity,
            List<String> services,
            boolean drill) {}

    static ReportedFollowUp read(ResultSet row, LocalDate day) throws SQLException {
        FollowUp followUp = States.followUp(row.getString("document"));
        String severity = row.getString("i_severity");
        return new ReportedFollowUp(
                followUp,
                followUp.overdueDays(day),
                new IncidentBrief(
                        row.getObject("i_id", UUID.class),
                        row.getString("i_number"),
                        row.getString("i_title"),
                        severity == null ? null : Severity.valueOf(severity),
                        List.of((String[]) row.getArray("i_services").getArray()),
                        row.getBoolean("i_drill")));
    }
}
