package io.incidentledger.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token was issued. Only the SHA-256 of its secret is kept, in lower-case hexadecimal;
 * absent {@code expiresAt} means until revoked.
 *
 * @param secretHash the SHA-256 of the secret, in lower-case hexadecimal
 * @param handle whose token it is: the actor of what is done with it
 * @param role what it may do, unless a scope says less
 * @param description what it is for
 * @param expiresAt from when on it opens nothing, cut to microseconds; absent means until revoked
 * @param scope the one thing that it may do; absent when it may do what its role may
 */
public record TokenIssued(
        TokenId tokenId,
        String secretHash,
        Handle handle,
        AccessRole role,
        @Nullable String description,
        @Nullable Instant expiresAt,
        @Nullable AccessScope scope)
        implements AccessEvent {
    public TokenIssued {
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Map<String, String> tags() {
        return Map.of("access", "tokens", "token", tokenId.toString(), "tokenSecret", secretHash);
    }
}
