package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What was published stays. {@code published.txt} holds it, a line for each stored name and
 * version, each field and each golden file. {@code -Devents.regenerate=true} adds lines and never
 * takes one away.
 */
class PublishedTest {
    private static final CommittedFile PROMISES =
            new CommittedFile(CommittedFile.MODULE.resolve("src/test/resources/published.txt"));

    @Test
    void what_was_promised_once_is_kept() {
        Set<String> promised = promised();

        assertThat(promised).isNotEmpty();
        assertThat(now().map(Promise::line).toList()).containsAll(promised);
    }

    @Test
    void a_version_that_was_published_gains_optional_fields_only() {
        Set<String> promised = promised();
        List<Promise> added = now().filter(promise -> !promised.contains(promise.line())).toList();

        assertThat(added)
                .as("required in what readers already know: make it @Nullable or a new version")
                .noneMatch(
                        promise ->
                                promise.required()
                                        && promised.stream()
                                                .anyMatch(
                                                        line -> line.startsWith(promise.parent())));
        if (CommittedFile.REGENERATE && !added.isEmpty()) {
            promised.addAll(added.stream().map(Promise::line).toList());
            PROMISES.write(promised.stream().sorted().collect(Collectors.joining("\n", "", "\n")));
            added = List.of();
        }
        assertThat(added).as("to be promised with -Devents.regenerate=true").isEmpty();
    }

    @Test
    void no_two_events_share_a_stored_name_and_version() {
        assertThat(Arrays.stream(EventType.values()).map(PublishedTest::name))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(EventType.values()).map(EventType::eventClass))
                .doesNotHaveDuplicates();
    }

    private record Promise(String line, String parent, boolean required) {}

    private static Set<String> promised() {
        return Files.exists(PROMISES.path())
                ? PROMISES.read().lines().collect(Collectors.toCollection(LinkedHashSet::new))
                : new LinkedHashSet<>();
    }

    /** Of the code: EventSchemaTest holds the committed schemas to it. */
    private static Stream<Promise> now() {
        Stream<Promise> fields =
                Arrays.stream(EventType.values())
                        .flatMap(
                                type ->
                                        Published.fields(EventSchemas.of(type))
                                                .map(field -> promise(type, field)));
        Stream<Promise> goldens =
                Sample.all()
                        .map(
                                sample ->
                                        new Promise(
                                                name(sample.type())
                                                        + " golden "
                                                        + sample
                                                        + " sha256 "
                                                        + sha256(sample.golden().read()),
                                                "",
                                                false));
        return Stream.concat(fields, goldens);
    }

    private static Promise promise(EventType type, Published.Field field) {
        return new Promise(
                name(type) + " " + field.promise(),
                name(type) + " " + field.parent() + " ",
                field.required());
    }

    private static String name(EventType type) {
        return type.storedName() + ".v" + type.version();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
