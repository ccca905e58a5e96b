package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 0 min",
        "PT-0.25S, 0 min",
        "PT-1.25S, −1 s",
        "PT-25M, −25 min",
        "PT47H59M, 47 h 59 min",
        "PT225H10M40S, 9 d 9 h 10 min"
    })
    void spans_are_said_as_people_say_them(Duration duration, String words) {
        assertThat(Durations.words(duration)).isEqualTo(words);
    }
}
