package io.incidentledger.command.access;

import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Which token opens what, straight from the log's index: a token that was revoked is refused from
 * the moment its revocation is recorded. Thread-safe.
 */
public final class TokenView implements OpaqueTokenIntrospector {
    /** The principal's attribute that holds the id of the token. */
    public static final String TOKEN_ID = "token";

    private static final String EXPIRES_AT = "expiresAt";

    private final Function<Tag, Optional<RecordedEvent>> log;
    private final EventCodec codec;
    private final Clock clock;

    /**
     * @param log the last event with a tag
     */
    TokenView(Function<Tag, Optional<RecordedEvent>> log, EventCodec codec, Clock clock) {
        this.log = log;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * @throws BadOpaqueTokenException when it opens nothing
     * @throws NotAnsweringException when the log cannot say
     */
    @Override
    public OAuth2AuthenticatedPrincipal introspect(String secret) {
        TokenIssued token =
                find(secret).orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(TOKEN_ID, token.tokenId().toString());
        if (token.expiresAt() != null) {
            attributes.put(EXPIRES_AT, token.expiresAt());
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                token.handle().value(),
                attributes,
                List.of(new SimpleGrantedAuthority(authority(token))));
    }

    /**
     * The token with this secret, as long as it opens something.
     *
     * @throws NotAnsweringException when the log cannot say
     */
    Optional<TokenIssued> find(String secret) {
        return issued(secret).filter(token -> opens(token.tokenId().toString(), token.expiresAt()));
    }

    /** The token with this secret, whether it still opens something or not. */
    Optional<TokenIssued> issued(String secret) {
        try {
            return last(Tag.of("tokenSecret", TokenSecret.hash(secret)))
                    .filter(TokenIssued.class::isInstance)
                    .map(TokenIssued.class::cast);
        } catch (EventStoreFailure failure) {
            throw new NotAnsweringException(failure);
        }
    }

    /**
     * Asks again, of a token that was let in: its sender may have taken a long time since.
     *
     * @throws BadOpaqueTokenException when it opens nothing any more
     * @throws NotAnsweringException when the log cannot say
     */
    public void requireStillOpen(OAuth2AuthenticatedPrincipal letIn) {
        Instant expiresAt = letIn.getAttribute(EXPIRES_AT);
        if (!opens(String.valueOf(letIn.<Object>getAttribute(TOKEN_ID)), expiresAt)) {
            throw new BadOpaqueTokenException("the token was revoked or expired");
        }
    }

    private boolean opens(String tokenId, @Nullable Instant expiresAt) {
        if (expiresAt != null && !clock.instant().isBefore(expiresAt)) {
            return false;
        }
        try {
            // Nothing but its issue: what cannot be read any more may have been its revocation.
            return last(Tag.of("token", tokenId)).orElse(null) instanceof TokenIssued;
        } catch (EventStoreFailure failure) {
            throw new NotAnsweringException(failure);
        }
    }

    private Optional<LedgerEvent> last(Tag tag) {
        return log.apply(tag).map(this::decoded);
    }

    private LedgerEvent decoded(RecordedEvent event) {
        return event.erased()
                ? new ErasedEvent(event.type(), event.version())
                : codec.decode(event.type(), event.version(), event.payload());
    }

    private static String authority(TokenIssued token) {
        return switch (token.scope()) {
            case CHANGES -> AccessConfiguration.RECORDS_CHANGES;
            case null -> "ROLE_" + token.role().name();
        };
    }
}
