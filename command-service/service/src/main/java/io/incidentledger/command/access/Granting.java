package io.incidentledger.command.access;

import io.incidentledger.command.access.AccessCommand.IssueFirstToken;
import io.incidentledger.command.access.AccessCommand.IssueToken;
import io.incidentledger.command.access.AccessCommand.RevokeToken;
import io.incidentledger.command.access.AccessState.Token;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import java.time.Instant;
import java.util.List;

/** Decides who is let in, and who no longer. */
public final class Granting {
    private Granting() {}

    public static List<AccessEvent> decide(
            AccessState state, AccessCommand command, Circumstances circumstances) {
        return switch (command) {
            case IssueToken c -> issue(state, c, circumstances.now());
            case IssueFirstToken c ->
                    state.hasAdmin(circumstances.now(), null)
                            ? List.of()
                            : List.of(
                                    new TokenIssued(
                                            c.tokenId(),
                                            c.secretHash(),
                                            c.handle(),
                                            AccessRole.ADMIN,
                                            "the first token of this ledger",
                                            null,
                                            null));
            case RevokeToken c -> revoke(state, c, circumstances.now());
        };
    }

    private static List<AccessEvent> issue(AccessState state, IssueToken c, Instant now) {
        if (state.tokens().containsKey(c.tokenId())) {
            throw new Conflict("the token was issued already");
        }
        if (c.expiresAt() != null && !c.expiresAt().isAfter(now)) {
            throw new RefusedByRule(
                    Rule.EXPIRED_BEFORE_ISSUED,
                    "the token would have expired at " + c.expiresAt() + "; it is " + now + " now",
                    "/expiresAt");
        }
        return List.of(
                new TokenIssued(
                        c.tokenId(),
                        c.secretHash(),
                        c.handle(),
                        c.role(),
                        c.description(),
                        c.expiresAt(),
                        c.scope()));
    }

    private static List<AccessEvent> revoke(AccessState state, RevokeToken c, Instant now) {
        Token token = state.tokens().get(c.tokenId());
        if (token == null) {
            throw new Unknown("there is no such token");
        }
        if (token.revoked()) {
            return List.of();
        }
        if (token.role() == AccessRole.ADMIN
                && token.opensAt(now)
                && !state.hasAdmin(now, c.tokenId())) {
            throw new RefusedByRule(
                    Rule.LAST_ADMIN_TOKEN,
                    "this is the last token of an admin; issue another one before you revoke it");
        }
        return List.of(new TokenRevoked(c.tokenId(), c.reason()));
    }
}
