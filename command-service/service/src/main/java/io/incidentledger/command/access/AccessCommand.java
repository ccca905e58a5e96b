package io.incidentledger.command.access;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.AccessScope;
import io.incidentledger.events.Handle;
import io.incidentledger.events.TokenId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order about who may do what. All of them are decided one after the other. */
public sealed interface AccessCommand {
    TokenId tokenId();

    /** Let somebody in. Only the SHA-256 of the secret is known here, in lower-case hexadecimal. */
    record IssueToken(
            TokenId tokenId,
            String secretHash,
            Handle handle,
            AccessRole role,
            @Nullable String description,
            @Nullable Instant expiresAt,
            @Nullable AccessScope scope)
            implements AccessCommand {}

    /** Let somebody in as admin, unless the ledger has an admin already. */
    record IssueFirstToken(TokenId tokenId, String secretHash, Handle handle)
            implements AccessCommand {}

    /** Let a token open nothing any more, at once. */
    record RevokeToken(TokenId tokenId, @Nullable String reason) implements AccessCommand {}
}
