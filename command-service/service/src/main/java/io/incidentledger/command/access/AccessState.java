package io.incidentledger.command.access;

import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.TokenId;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Every token that was ever issued, and whether it still opens anything. */
public record AccessState(PMap<TokenId, Token> tokens) {
    public static final AccessState NOBODY = new AccessState(HashTreePMap.empty());

    /** What decisions need of a token. */
    public record Token(AccessRole role, @Nullable Instant expiresAt, boolean revoked) {
        boolean opensAt(Instant now) {
            return !revoked && (expiresAt == null || now.isBefore(expiresAt));
        }
    }

    public static AccessState evolve(AccessState state, AccessEvent event) {
        return switch (event) {
            case TokenIssued issued ->
                    state.with(
                            issued.tokenId(), new Token(issued.role(), issued.expiresAt(), false));
            case TokenRevoked revoked -> {
                Token token = state.tokens.get(revoked.tokenId());
                yield token == null
                        ? state
                        : state.with(
                                revoked.tokenId(),
                                new Token(token.role(), token.expiresAt(), true));
            }
        };
    }

    /** Whether a token other than the excepted one opens everything at this time. */
    public boolean hasAdmin(Instant now, @Nullable TokenId except) {
        return tokens.entrySet().stream()
                .anyMatch(
                        entry ->
                                !entry.getKey().equals(except)
                                        && entry.getValue().role() == AccessRole.ADMIN
                                        && entry.getValue().opensAt(now));
    }

    private AccessState with(TokenId tokenId, Token token) {
        return new AccessState(tokens.plus(tokenId, token));
    }
}
