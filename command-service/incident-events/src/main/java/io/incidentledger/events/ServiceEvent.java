package io.incidentledger.events;

import java.util.Map;

/** A fact about one service of the catalogue. */
public sealed interface ServiceEvent extends OrganisationEvent
        permits ServiceDescribed, ServiceRetired {

    ServiceName service();

    @Override
    default Map<String, String> tags() {
        return Map.of("service", service().value());
    }
}
