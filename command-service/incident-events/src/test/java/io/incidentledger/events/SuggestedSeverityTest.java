package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SuggestedSeverityTest {
    @ParameterizedTest
    @CsvSource({
        "100,  , SEV1",
        "99.9, , SEV2",
        "10,   , SEV2",
        "9.9,  , SEV3",
        "1,    , SEV3",
        "0.9,  , SEV4",
        "0,    , SEV5",
        "0,   3, SEV4",
        ",    0, SEV5",
        ",    3, SEV2",
        ",     , SEV2"
    })
    void the_share_of_the_users_decides_and_an_unknown_one_counts_as_many(
            @Nullable Double percent, @Nullable Long count, Severity suggested) {
        Impact impact = impact(percent, count, DataLoss.NONE, null);

        assertThat(SuggestedSeverity.of(impact).severity()).isEqualTo(suggested);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataLoss.class,
            names = {"LOST", "CORRUPTED", "SUSPECTED"})
    void lost_data_is_sev1_whatever_else_also_when_nobody_is_sure(DataLoss loss) {
        assertThat(SuggestedSeverity.of(impact(0.0, 0L, loss, true)).severity())
                .isEqualTo(Severity.SEV1);
    }

    @ParameterizedTest
    @CsvSource({"100, SEV1", "50, SEV3", "5, SEV4", "0.5, SEV5", "0, SEV5"})
    void a_way_round_makes_it_a_step_lower_but_for_all_users(double percent, Severity suggested) {
        assertThat(SuggestedSeverity.of(impact(percent, null, null, true)).severity())
                .isEqualTo(suggested);
        assertThat(SuggestedSeverity.of(impact(percent, null, null, false)).severity())
                .isLessThanOrEqualTo(suggested);
    }

    @Test
    void without_an_answer_nothing_is_suggested() {
        assertThat(SuggestedSeverity.of(null)).isNull();
        assertThat(SuggestedSeverity.of(new Impact(null, null, null, null))).isNull();
    }

    @Test
    void the_reason_repeats_no_word_of_anybody() {
        Impact impact = new Impact(null, "secret", DataLoss.NONE, new Workaround(true, "secret"));

        assertThat(SuggestedSeverity.of(impact).reason())
                .contains("there is a way round it")
                .doesNotContain("secret");
    }

    private static Impact impact(
            @Nullable Double percent,
            @Nullable Long count,
            @Nullable DataLoss loss,
            @Nullable Boolean wayRound) {
        return new Impact(
                new UsersAffected(count, percent),
                null,
                loss,
                wayRound == null ? null : new Workaround(wayRound, null));
    }
}
