package io.incidentledger.command.access;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.command.access.AccessCommand.IssueToken;
import io.incidentledger.command.access.AccessCommand.RevokeToken;
import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.AccessScope;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.Handle;
import io.incidentledger.events.TokenId;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.RecordedCommand;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
final class TokenController {
    private final OrderDesk desk;
    private final KafkaEventStore log;
    private final EventCodec codec;

    TokenController(OrderDesk desk, KafkaEventStore log, EventCodec codec) {
        this.desk = desk;
        this.log = log;
        this.codec = codec;
    }

    /**
     * A token.
     *
     * @param secret only in the first answer to its issue: the ledger does not keep it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenAnswer(
            String id,
            @Nullable Handle handle,
            @Nullable AccessRole role,
            @Nullable AccessScope scope,
            @Nullable Instant expiresAt,
            @Nullable String secret,
            long position,
            boolean changed) {}

    /** Issues a token. */
    @PostMapping
    ResponseEntity<TokenAnswer> issue(Order<IssueBody> order) {
        IssueBody body = order.body();
        TokenId id = new TokenId(Ids.next());
        String secret = TokenSecret.fresh();
        RecordedCommand recorded =
                desk.carryOut(
                                order.slip(),
                                Decisions.ACCESS,
                                new IssueToken(
                                        id,
                                        TokenSecret.hash(secret),
                                        requireNonNull(body.handle()),
                                        // A reader that knows no scopes lets it read at most.
                                        requireNonNullElse(body.role(), AccessRole.VIEWER),
                                        body.description(),
                                        body.expiresAt(),
                                        body.scope()))
                        .recorded()
                        .orElseThrow();
        TokenIssued issued = issued(recorded);
        return answer(
                HttpStatus.CREATED,
                new TokenAnswer(
                        issued.tokenId().toString(),
                        issued.handle(),
                        issued.scope() == null ? issued.role() : null,
                        issued.scope(),
                        issued.expiresAt(),
                        issued.tokenId().equals(id) ? secret : null,
                        recorded.lastPosition(),
                        true));
    }

    /** Revokes a token. */
    @PostMapping("/{token}/revoke")
    ResponseEntity<TokenAnswer> revoke(@PathVariable String token, Order<RevokeBody> order) {
        TokenId id = tokenId(token);
        OrderDesk.CarriedOut revoked =
                desk.carryOut(
                        order.slip(), Decisions.ACCESS, new RevokeToken(id, order.body().reason()));
        return answer(
                HttpStatus.OK,
                new TokenAnswer(
                        id.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        revoked.version(),
                        revoked.recorded().isPresent()));
    }

    private TokenIssued issued(RecordedCommand recorded) {
        RecordedEvent event = log.read(recorded.firstPosition(), 1).getFirst();
        return (TokenIssued) codec.decode(event.type(), event.version(), event.payload());
    }

    private static TokenId tokenId(String named) {
        try {
            return TokenId.of(named);
        } catch (IllegalArgumentException e) {
            throw new Unknown("there is no such token; tokens are named by their UUID");
        }
    }

    private static ResponseEntity<TokenAnswer> answer(HttpStatus status, TokenAnswer answer) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Ledger-Position", Long.toString(answer.position()))
                .header("Cache-Control", "no-store")
                .body(answer);
    }
}
