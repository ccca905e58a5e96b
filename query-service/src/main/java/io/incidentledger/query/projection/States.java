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

    static String json(Object state) {
        return MAPPER.writeValueAsString(state);
    }
}
