package io.incidentledger.events;

import java.util.Map;

/** A fact about who may do what. */
public sealed interface AccessEvent extends LedgerEvent permits TokenIssued, TokenRevoked {

    TokenId tokenId();

    /** All of them share {@code access=tokens}: who may do what is decided as one. */
    @Override
    default Map<String, String> tags() {
        return Map.of("access", "tokens", "token", tokenId().toString());
    }
}
