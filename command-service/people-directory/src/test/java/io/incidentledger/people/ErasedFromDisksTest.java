package io.incidentledger.people;

import static io.incidentledger.people.Directory.ADMIN;
import static io.incidentledger.people.Directory.contact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.Handle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a real broker, whose files are looked into. */
class ErasedFromDisksTest {
    /** Nothing else is written: what rests is swept, too. */
    @Test
    void what_was_erased_is_gone_from_the_brokers_files() {
        Directory.lookForDirtEvery(Duration.ofMillis(200));
        DirectorySettings settings = Directory.settings(Duration.ofSeconds(1));
        try (DirectoryWriter writer = DirectoryWriter.open(settings, () -> true)) {
            awaitRead(writer.directory());
            put(writer, contact("@ana", "Wilhelmina Turbopump"));
            put(writer, contact("@bob", "Bartholomew Sprocket"));
            assertThat(filesHolding(settings, "Turbopump")).isNotEmpty();

            writer.change(ADMIN, people -> List.of(Change.erase(new Handle("@ana"))));

            await().atMost(Duration.ofSeconds(180))
                    .untilAsserted(() -> assertThat(filesHolding(settings, "Turbopump")).isEmpty());
            assertThat(filesHolding(settings, "Sprocket")).isNotEmpty();
        }
        try (PeopleDirectory anew = PeopleDirectory.follow(settings)) {
            awaitRead(anew);
            assertThat(anew.now().all())
                    .extracting(listing -> listing.contact().handle())
                    .containsExactly(new Handle("@bob"));
        }
    }

    private static void put(DirectoryWriter writer, Contact contact) {
        writer.change(ADMIN, people -> List.of(Change.to(contact)));
    }

    private static void awaitRead(PeopleDirectory directory) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> directory.now() != null);
    }

    private static List<Path> filesHolding(DirectorySettings settings, String word) {
        try (Stream<Path> files = Files.list(Directory.FILES.resolve(settings.topic() + "-0"))) {
            return files.filter(Files::isRegularFile).filter(file -> holds(file, word)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException removed) {
            return false;
        }
    }
}
