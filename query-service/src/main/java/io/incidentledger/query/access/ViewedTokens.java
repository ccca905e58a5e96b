package io.incidentledger.query.access;

import io.incidentledger.events.AccessRole;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Refusal;
import io.incidentledger.query.request.Refusal.NotNow;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.Snapshot;
import io.incidentledger.query.view.ViewPosition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The tokens that the view knows, asked at every request, so that a revocation holds as soon as the
 * view includes it. Thread-safe.
 */
@Component
public final class ViewedTokens implements OpaqueTokenIntrospector {
    private static final String TOKEN_ID = "tokenId";

    /** How many of whom nobody knows are waited for at once; more are told to come again. */
    private static final int STRANGERS = 32;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final String HOLDS =
            " and not revoked and (expires_at is null or expires_at > :now)";

    private final Generations generations;
    private final ViewPosition view;
    private final Duration patience;
    private final InstantSource clock;

    private final Semaphore strangers = new Semaphore(STRANGERS);

    ViewedTokens(
            Generations generations,
            ViewPosition view,
            QuerySettings settings,
            @Qualifier("queryClock") InstantSource clock) {
        this.generations = generations;
        this.view = view;
        this.patience = settings.minPositionWait();
        this.clock = clock;
    }

    private record Token(UUID id, String handle, AccessRole role, @Nullable String scope) {}

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        String hash = sha256(token);
        Token found =
                find(hash)
                        .or(() -> awaitWanted() ? find(hash) : Optional.empty())
                        .orElseThrow(
                                () ->
                                        new BadOpaqueTokenException(
                                                "The token is unknown, revoked or expired"));
        return new DefaultOAuth2AuthenticatedPrincipal(
                found.handle(),
                Map.of(TOKEN_ID, found.id().toString(), "sub", found.handle()),
                found.scope() == null ? authorities(found.role()) : List.of());
    }

    /** Whether the token behind a principal of ours still opens something. */
    public boolean stillHolds(OAuth2AuthenticatedPrincipal principal) {
        String id = principal.getAttribute(TOKEN_ID);
        return id != null
                && generations.read(
                        snapshot ->
                                snapshot.jdbc()
                                                .sql(
                                                        "select count(*) from access_token"
                                                                + " where token_id = :id"
                                                                + HOLDS)
                                                .param("id", UUID.fromString(id))
                                                .param("now", now().atOffset(ZoneOffset.UTC))
                                                .query(Long.class)
                                                .single()
                                        > 0);
    }

    private Optional<Token> find(String hash) {
        return generations.read(snapshot -> find(snapshot, hash));
    }

    private Optional<Token> find(Snapshot snapshot, String hash) {
        return snapshot.jdbc()
                .sql(
                        "select token_id, handle, role, scope from access_token"
                                + " where secret_hash = :hash"
                                + HOLDS
                                + " limit 1")
                .param("hash", hash)
                .param("now", now().atOffset(ZoneOffset.UTC))
                .query(
                        (row, n) ->
                                new Token(
                                        row.getObject("token_id", UUID.class),
                                        row.getString("handle"),
                                        AccessRole.valueOf(row.getString("role")),
                                        row.getString("scope")))
                .optional();
    }

    /**
     * A token may be so new that the view does not know it yet: who says up to where the view must
     * have come is waited for, as with any question, and judged then.
     *
     * @return whether the view may know more than when it was asked
     * @throws NotNow when it does not come so far in time, or too many are waited for
     */
    private boolean awaitWanted() {
        OptionalLong wanted = wanted();
        if (wanted.isEmpty()) {
            return false;
        }
        if (!strangers.tryAcquire()) {
            throw new NotNow("Too many unknown tokens wait for the view", RETRY_AFTER);
        }
        try {
            if (!view.await(wanted.getAsLong(), patience)) {
                throw new NotNow("The view does not include what may know the token", RETRY_AFTER);
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NotNow("The service is stopping", RETRY_AFTER);
        } finally {
            strangers.release();
        }
    }

    private static OptionalLong wanted() {
        try {
            return RequestContextHolder.getRequestAttributes()
                            instanceof ServletRequestAttributes attributes
                    ? Asked.position(attributes.getRequest(), Asked.MIN_POSITION, 0)
                    : OptionalLong.empty();
        } catch (Refusal.BadParameter unreadable) {
            // Who is not known gets no other answer than that.
            return OptionalLong.empty();
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private static List<GrantedAuthority> authorities(AccessRole role) {
        return Arrays.stream(AccessRole.values())
                .filter(included -> included.compareTo(role) <= 0)
                .<GrantedAuthority>map(
                        included -> new SimpleGrantedAuthority("ROLE_" + included.name()))
                .toList();
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
