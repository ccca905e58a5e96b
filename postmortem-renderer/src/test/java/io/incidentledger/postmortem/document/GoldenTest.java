package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Fact;
import io.incidentledger.postmortem.LiveIncident;
import io.incidentledger.postmortem.ResearchIncident;
import io.incidentledger.postmortem.history.IncidentHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The document of an incident, byte for byte.
 *
 * <p>After a wanted change: {@code mvn test -pl postmortem-renderer -am -Dtest=GoldenTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true}, and read the difference.
 */
@Isolated("It sets the locale and the time zone of the JVM.")
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, String> ZONES =
            Map.of(
                    "live-checkout", "Europe/London",
                    "moj-2026-03-30-ingress-waf", "Europe/London",
                    "pypi-2025-07-26-phishing", "America/New_York");

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    static Stream<String> names() {
        return Stream.concat(Stream.of("live-checkout"), ResearchIncident.ids());
    }

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_document_is_the_same_bytes_in_every_zone_and_locale(String name) throws IOException {
        for (String[] machine :
                new String[][] {
                    {"UTC", "en-US"}, {"Asia/Kolkata", "ar-EG"}, {"America/St_Johns", "tr-TR"}
                }) {
            TimeZone.setDefault(TimeZone.getTimeZone(machine[0]));
            Locale.setDefault(Locale.forLanguageTag(machine[1]));

            assertSame(name + ".md", PostmortemRenderer.markdown(history(name), settings(name)));
            assertSame(name + ".html", PostmortemRenderer.html(history(name), settings(name)));
        }
    }

    private static void assertSame(String file, String document) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(file), document);
        }
        assertThat(document).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    private static DocumentSettings settings(String name) {
        List<Fact> facts = facts(name);
        return new DocumentSettings(
                ZoneId.of(ZONES.getOrDefault(name, "UTC")),
                facts.getLast().position(),
                "3b1f0c9d5e7a2468".repeat(4));
    }

    private static IncidentHistory history(String name) {
        return IncidentHistory.of(facts(name));
    }

    private static List<Fact> facts(String name) {
        return name.equals("live-checkout") ? LiveIncident.facts() : ResearchIncident.facts(name);
    }
}
