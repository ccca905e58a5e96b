package io.incidentledger.query.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentState;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Folded states as the JSON that the tables keep. */
public final class States {
    // Of its own, so that no setting of the web's mapper can change what is stored.
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private States() {}

    /** The column {@code incident.state}, read. */
    public static IncidentState incident(String json) {
        return MAPPER.readValue(json, IncidentState.class);
    }

    /** The column {@code follow_up.document}, read. */
    public static FollowUp followUp(String json) {
        return MAPPER.readValue(json, FollowUp.class);
    }

    /** The column {@code service.document}, read. */
    public static CatalogueService service(String json) {
        return MAPPER.readValue(json, CatalogueService.class);
    }

    /** The column {@code change.document}, read. */
    public static RecordedChange change(String json) {
        return MAPPER.readValue(json, RecordedChange.class);
    }

    /** The column {@code runbook.document}, read. */
    public static Runbook runbook(String json) {
        return MAPPER.readValue(json, Runbook.class);
    }

    /** The column {@code guidelines.document}, read. */
    public static Guidelines guidelines(String json) {
        return MAPPER.readValue(json, Guidelines.class);
    }

    /** The column {@code template.document}, read. */
    public static SetTemplate template(String json) {
        return MAPPER.readValue(json, SetTemplate.class);
    }

    /** The column {@code stated_figure.document}, read. */
    public static StatedFigure statedFigure(String json) {
        return MAPPER.readValue(json, StatedFigure.class);
    }

    /** The column {@code incident_version.updates}, read. */
    public static Awaited awaited(String json) {
        return MAPPER.readValue(json, Awaited.class);
    }

    static String json(Object state) {
        return MAPPER.writeValueAsString(state);
    }
}
