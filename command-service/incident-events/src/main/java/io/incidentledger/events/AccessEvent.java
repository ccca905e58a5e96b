package io.incidentledger.events;

import java.util.Map;

/** A fact about who may do what. */
public sealed interface AccessEvent extends LedgerEvent permits TokenIssued, TokenRevoked {

    TokenId tokenId();

    @Override
    default Map<String, String> tags() {
        return Map.of("token", tokenId().toString());
    }
}
