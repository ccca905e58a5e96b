package io.incidentledger.command.access;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.access.AccessCommand.IssueFirstToken;
import io.incidentledger.command.access.AccessCommand.IssueToken;
import io.incidentledger.command.access.AccessCommand.RevokeToken;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.AccessScope;
import io.incidentledger.events.TokenId;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantingTest extends DecisionTest {
    private static final TokenId FIRST = TokenId.of("01970000-0000-7000-8000-0000000000a1");
    private static final TokenId SECOND = TokenId.of("01970000-0000-7000-8000-0000000000a2");

    @Test
    void a_token_is_issued_once() {
        given().when(new IssueToken(FIRST, "aa", ANA, AccessRole.VIEWER, null, null, null))
                .leadsTo(token(FIRST, AccessRole.VIEWER, null));
        given(token(FIRST, AccessRole.VIEWER, null))
                .when(new IssueToken(FIRST, "aa", ANA, AccessRole.VIEWER, null, null, null))
                .isRefusedAs(Conflict.class);
    }

    @Test
    void a_token_may_be_for_one_thing_alone() {
        given().when(
                        new IssueToken(
                                FIRST,
                                "aa",
                                ANA,
                                AccessRole.VIEWER,
                                null,
                                null,
                                AccessScope.CHANGES))
                .leadsTo(
                        new TokenIssued(
                                FIRST,
                                "aa",
                                ANA,
                                AccessRole.VIEWER,
                                null,
                                null,
                                AccessScope.CHANGES));
    }

    @Test
    void a_token_opens_something_for_some_time() {
        given().when(new IssueToken(FIRST, "aa", ANA, AccessRole.VIEWER, null, NOW, null))
                .isRefusedBy(Rule.EXPIRED_BEFORE_ISSUED);
    }

    @Test
    void a_token_is_revoked_and_revoking_it_again_changes_nothing() {
        var issued = token(FIRST, AccessRole.RESPONDER, null);
        var revoked = new TokenRevoked(FIRST, "lost");

        given(issued).when(new RevokeToken(FIRST, "lost")).leadsTo(revoked);
        given(issued, revoked).when(new RevokeToken(FIRST, "lost")).changesNothing();
        given().when(new RevokeToken(FIRST, "lost")).isRefusedAs(Unknown.class);
    }

    @Test
    void the_last_admin_stays() {
        given(token(FIRST, AccessRole.ADMIN, null))
                .when(new RevokeToken(FIRST, null))
                .isRefusedBy(Rule.LAST_ADMIN_TOKEN);
        given(
                        token(FIRST, AccessRole.ADMIN, null),
                        token(SECOND, AccessRole.ADMIN, NOW.minusSeconds(1)))
                .when(new RevokeToken(FIRST, null))
                .isRefusedBy(Rule.LAST_ADMIN_TOKEN);
        given(token(FIRST, AccessRole.ADMIN, null), token(SECOND, AccessRole.ADMIN, null))
                .when(new RevokeToken(FIRST, null))
                .leadsTo(new TokenRevoked(FIRST, null));
    }

    @Test
    void the_first_token_is_made_where_there_is_no_admin() {
        var order = new IssueFirstToken(FIRST, "aa", ANA);
        var first =
                new TokenIssued(
                        FIRST,
                        "aa",
                        ANA,
                        AccessRole.ADMIN,
                        "the first token of this ledger",
                        null,
                        null);

        given().when(order).leadsTo(first);
        given(token(SECOND, AccessRole.RESPONDER, null)).when(order).leadsTo(first);
        given(token(SECOND, AccessRole.ADMIN, null)).when(order).changesNothing();
    }

    private static TokenIssued token(TokenId id, AccessRole role, Instant expiresAt) {
        return new TokenIssued(id, "aa", ANA, role, null, expiresAt, null);
    }
}
