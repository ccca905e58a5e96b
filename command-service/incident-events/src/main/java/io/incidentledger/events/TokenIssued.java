package io.incidentledger.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token was issued. Only the SHA-256 of its secret is kept, in lower-case hexadecimal;
 * absent {@code expiresAt} means until revoked.
 */
public record TokenIssued(
        TokenId tokenId,
        String secretHash,
        Handle handle,
        AccessRole role,
        @Nullable String description,
        @Nullable Instant expiresAt)
        implements AccessEvent {
    @Override
    public Map<String, String> tags() {
        return Map.of("token", tokenId.toString(), "tokenSecret", secretHash);
    }
}
