package io.incidentledger.events;

import java.util.Map;

/** A fact about what the organisation wants everybody to know or say during an incident. */
public sealed interface GuidanceEvent extends OrganisationEvent permits GuidelinesSet, TemplateSet {

    /** All of them share {@code guidance=organisation}: they are decided as one. */
    @Override
    default Map<String, String> tags() {
        return Map.of("guidance", "organisation");
    }
}
