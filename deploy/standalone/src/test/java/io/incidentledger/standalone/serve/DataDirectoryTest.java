package io.incidentledger.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.standalone.Running;
import io.incidentledger.standalone.StandsInTheWayException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir Path parent;

    @Test
    void is_made_for_its_owner_only_and_taken_by_one_at_a_time() throws Exception {
        Path path = parent.resolve("new");

        try (DataDirectory first = DataDirectory.take(path)) {
            first.announce(
                    new Running(
                            4711,
                            URI.create("http://127.0.0.1:8080"),
                            Instant.parse("2026-11-21T05:00:00Z"),
                            null));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> DataDirectory.take(path))
                    .isInstanceOf(StandsInTheWayException.class)
                    .hasMessageContaining(
                            "in use by process 4711, which serves http://127.0.0.1:8080 since 2026-11-21T05:00:00Z");
        }

        DataDirectory.take(path).close();
    }

    @Test
    void what_is_kept_in_an_older_open_directory_is_for_the_owner_only() throws Exception {
        Path open = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.take(open).close();

        for (String part : List.of("kafka", "index", "logs")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(open.resolve(part))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_file_in_its_place_is_explained() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(StandsInTheWayException.class)
                .hasMessageContaining("file");
    }
}
