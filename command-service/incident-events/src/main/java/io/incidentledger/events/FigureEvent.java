package io.incidentledger.events;

import java.util.Map;

/** A fact about what records of elsewhere say of the incidents of a period. */
public sealed interface FigureEvent extends OrganisationEvent
        permits FigureStated, FigureTakenBack {

    PublishedFigure figure();

    /** Those of one period are decided as one. */
    @Override
    default Map<String, String> tags() {
        return Map.of("period", figure().period().value());
    }
}
