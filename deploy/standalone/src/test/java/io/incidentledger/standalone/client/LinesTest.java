package io.incidentledger.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void every_line_comes_once_with_its_number_also_without_an_end() throws IOException {
        Lines lines = new Lines(bytes("a\n\nb\r\nlast"));

        List<String> read = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            read.add(lines.number() + new String(line, StandardCharsets.UTF_8));
        }

        assertThat(read).containsExactly("1a", "2", "3b\r", "4last");
        assertThat(new Lines(bytes("")).next()).isNull();
    }

    @Test
    void of_a_line_without_end_no_more_is_held_than_can_be_used() throws IOException {
        Lines lines = new Lines(new Endless(Lines.LONGEST + 1));

        assertThat(lines.next()).hasSize(Lines.LONGEST);
        assertThat(lines.tooLong()).isTrue();
        assertThat(lines.next()).containsExactly('x');
        assertThat(lines.tooLong()).isFalse();
        assertThat(lines.next()).isNull();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** So many letters, an end of line and one more letter. */
    private static final class Endless extends InputStream {
        private long left;

        private Endless(long letters) {
            left = letters + 2;
        }

        @Override
        public int read() {
            left--;
            return left < 0 ? -1 : left == 1 ? '\n' : 'x';
        }
    }
}
