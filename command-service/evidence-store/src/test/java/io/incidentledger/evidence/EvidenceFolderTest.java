package io.incidentledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest extends EvidenceStoreTest {
    @TempDir Path folder;
    private EvidenceStore store;

    @BeforeEach
    void open() throws IOException {
        store = EvidenceStore.folder(folder);
    }

    @Override
    EvidenceStore store() {
        return store;
    }

    @Override
    void damage(String sha256, byte[] bytes) throws IOException {
        Files.write(folder.resolve(sha256.substring(0, 2)).resolve(sha256), bytes);
    }

    @Test
    void nothing_is_left_of_what_was_not_kept() throws IOException {
        try (Received received = store.receive(stream("half"))) {
            assertThat(files()).hasSize(1);
            assertThat(received.size()).isEqualTo(4);
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void nothing_is_left_of_what_broke_off() throws IOException {
        InputStream breaking =
                new InputStream() {
                    private int left = 10_000;

                    @Override
                    public int read() throws IOException {
                        if (left-- <= 0) {
                            throw new IOException("the line broke");
                        }
                        return 'x';
                    }
                };

        assertThatThrownBy(() -> store.receive(breaking)).hasMessage("the line broke");

        assertThat(files()).isEmpty();
    }

    @Test
    void what_a_dead_process_was_receiving_is_removed_a_day_later() throws IOException {
        Path old = Files.writeString(folder.resolve("incoming").resolve("1.part"), "x");
        Path young = Files.writeString(folder.resolve("incoming").resolve("2.part"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        EvidenceStore.folder(folder);

        assertThat(files()).containsExactly(young);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
