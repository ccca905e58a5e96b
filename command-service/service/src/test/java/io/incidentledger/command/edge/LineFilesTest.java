package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.command.edge.LineFiles.LineFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

class LineFilesTest {
    @TempDir Path disk;

    @Test
    void a_body_is_on_the_disk_until_it_is_closed() throws Exception {
        LineFiles files = new LineFiles(disk, 3, Duration.ofSeconds(1));

        // More often than there are places.
        for (int i = 0; i < 5; i++) {
            try (LineFile file = files.received(body("abc"))) {
                assertThat(file.path()).hasContent("abc");
            }
        }

        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void of_one_that_is_too_long_nothing_is_left() {
        LineFiles files = new LineFiles(disk, 3, Duration.ofSeconds(1));

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> files.received(body("abcd"))).isInstanceOf(TooLong.class);
            assertThatThrownBy(() -> files.received(withoutLength("abcd")))
                    .isInstanceOf(TooLong.class);
        }

        assertThat(disk).isEmptyDirectory();
    }

    private static MockHttpServletRequest body(String text) {
        var request = new MockHttpServletRequest();
        request.setContent(text.getBytes());
        return request;
    }

    private static MockHttpServletRequest withoutLength(String text) {
        var request =
                new MockHttpServletRequest() {
                    @Override
                    public long getContentLengthLong() {
                        return -1;
                    }
                };
        request.setContent(text.getBytes());
        return request;
    }
}
