package io.incidentledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EventCodecTest {
    private static final String ID = "019a9f30-0000-7a10-b3c4-d5e6f7a8b904";
    private static final TokenId TOKEN = TokenId.of(ID);
    private static final String REVOKED = "{\"tokenId\":\"" + ID + "\",\"salt\":\"c2FsdA\"";

    private final EventCodec codec = new EventCodec();

    @Test
    void a_field_that_a_reader_does_not_know_changes_nothing() {
        LedgerEvent known = decode(REVOKED + "}");

        LedgerEvent newer = decode(REVOKED + ",\"reviewedBy\":{\"handle\":\"@ana\"}}");

        assertThat(newer).isEqualTo(known);
    }

    @Test
    void an_optional_field_may_be_null() {
        assertThat(decode(REVOKED + ",\"reason\":null}")).isEqualTo(decode(REVOKED + "}"));
    }

    @Test
    void a_type_that_a_reader_does_not_know_is_handed_on_as_it_is() {
        byte[] payload = "{\"moonPhase\":\"full\"}".getBytes(UTF_8);

        LedgerEvent event = codec.decode("moon.rose", "1", payload);

        assertThat(event)
                .isEqualTo(new UnrecognisedEvent("moon.rose", "1", "{\"moonPhase\":\"full\"}"));
    }

    @Test
    void a_version_that_a_reader_does_not_know_is_handed_on_as_it_is() {
        LedgerEvent event =
                codec.decode("access.token-revoked", "2", "not even JSON".getBytes(UTF_8));

        assertThat(event)
                .isEqualTo(new UnrecognisedEvent("access.token-revoked", "2", "not even JSON"));
    }

    @Test
    void nobody_records_what_they_cannot_read() {
        LedgerEvent unrecognised = new UnrecognisedEvent("moon.rose", "1", "{}");

        assertThatThrownBy(() -> codec.encode(unrecognised))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("moon.rose");
    }

    @Test
    void half_a_character_is_not_recorded() {
        assertThat(List.of("\uD83D", "\uDE92", "a \uDE92\uD83D z", "\\\uD83D"))
                .allSatisfy(
                        text ->
                                assertThatThrownBy(
                                                () -> codec.encode(new TokenRevoked(TOKEN, text)))
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageContaining("surrogate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"tokenId\":null}",
                "{\"tokenId\":\"\"}",
                "{\"tokenId\":\"not a UUID\"}",
                REVOKED,
                REVOKED + "} {}",
                REVOKED + ",\"reason\":{}}",
                "\u0000\u0000\u0000",
            })
    void a_damaged_payload_is_told_by_name(String payload) {
        assertThatThrownBy(() -> decode(payload))
                .isInstanceOf(UndecodableEventException.class)
                .hasMessage("payload of access.token-revoked version 1 cannot be read");
    }

    @Test
    void a_value_that_its_type_refuses_is_damage() {
        String handle =
                new String(
                                codec.encode(
                                        Sample.all()
                                                .map(Sample::event)
                                                .filter(RoleAssigned.class::isInstance)
                                                .findFirst()
                                                .orElseThrow()),
                                UTF_8)
                        .replace("@ana", "Ana, the lead");

        assertThatThrownBy(
                        () -> codec.decode("incident.role-assigned", "1", handle.getBytes(UTF_8)))
                .isInstanceOf(UndecodableEventException.class);
    }

    @Test
    void two_encodings_of_an_event_differ_in_their_salt_alone() {
        LedgerEvent event = decode(REVOKED + "}");

        var one = JsonMapper.shared().readTree(codec.encode(event)).asObject();
        var other = JsonMapper.shared().readTree(codec.encode(event)).asObject();

        assertThat(one.remove("salt").asString())
                .matches("[A-Za-z0-9_-]{22}")
                .isNotEqualTo(other.remove("salt").asString());
        assertThat(one).isEqualTo(other);
    }

    @Test
    void every_time_is_cut_to_microseconds() {
        Instant nanos = Instant.parse("2026-11-20T14:05:12.123456789Z");
        Instant micros = Instant.parse("2026-11-20T14:05:12.123456Z");

        assertThat(Moment.exactly(nanos).at()).isEqualTo(micros);
        assertThat(new EntryContent.Update("", Audience.PUBLIC, nanos, null).nextUpdateDue())
                .isEqualTo(micros);
        assertThat(
                        new TokenIssued(
                                        TOKEN,
                                        "",
                                        new Handle("@ana"),
                                        AccessRole.ADMIN,
                                        null,
                                        nanos,
                                        null)
                                .expiresAt())
                .isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_share_of_users_is_0_to_100_percent(double percent) {
        assertThatThrownBy(() -> new UsersAffected(null, percent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Double.toString(percent));
    }

    private LedgerEvent decode(String revoked) {
        return codec.decode("access.token-revoked", "1", revoked.getBytes(UTF_8));
    }
}
