package io.incidentledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every evidence store does. */
abstract class EvidenceStoreTest {
    private static final String HELLO =
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    abstract EvidenceStore store();

    /** Puts other bytes where a file is kept. */
    abstract void damage(String sha256, byte[] bytes) throws IOException;

    @Test
    void a_file_is_kept_once_under_the_hash_of_its_bytes() throws IOException {
        assertThat(kept("hello")).isTrue();
        assertThat(kept("hello")).isFalse();

        assertThat(read(HELLO)).isEqualTo("hello");
    }

    @Test
    void large_files_come_back_byte_for_byte() throws IOException {
        byte[] bytes = new byte[3_000_001];
        new Random(7).nextBytes(bytes);
        String sha256;
        try (Received received = store().receive(new ByteArrayInputStream(bytes))) {
            sha256 = received.sha256();
            store().keep(received);
        }

        try (KeptFile file = store().open(sha256)) {
            assertThat(file.size()).isEqualTo(bytes.length);
            assertThat(file.bytes().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void what_was_received_cannot_be_read_before_it_is_kept() throws IOException {
        try (Received received = store().receive(stream("hello"))) {
            assertThat(received.sha256()).isEqualTo(HELLO);
            assertThatThrownBy(() -> store().open(HELLO)).isInstanceOf(MissingFileException.class);
        }
    }

    @Test
    void a_damaged_file_is_a_failure_and_never_wrong_bytes_until_it_is_brought_again()
            throws IOException {
        kept("hello");
        damage(HELLO, "hellO".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> store().open(HELLO)).isInstanceOf(DamagedFileException.class);

        assertThat(kept("hello")).isTrue();
        assertThat(read(HELLO)).isEqualTo("hello");
    }

    @Test
    void what_is_removed_is_gone_and_removing_it_again_does_no_harm() throws IOException {
        kept("hello");

        store().remove(HELLO);
        store().remove(HELLO);

        assertThatThrownBy(() -> store().open(HELLO)).isInstanceOf(MissingFileException.class);
    }

    @Test
    void a_name_that_is_no_hash_leads_nowhere() {
        assertThatThrownBy(() -> store().open("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().remove(HELLO.toUpperCase(Locale.ROOT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean kept(String text) throws IOException {
        try (Received received = store().receive(stream(text))) {
            return store().keep(received);
        }
    }

    private String read(String sha256) throws IOException {
        try (KeptFile file = store().open(sha256)) {
            return new String(file.bytes().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
