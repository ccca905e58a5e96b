package io.incidentledger.reliability.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Asked.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir Path directory;

    @Test
    void what_was_written_is_read_and_what_was_cut_off_is_unknown() throws Exception {
        Path file = directory.resolve("history.jsonl");
        Order order = new Order(Command.NOTE, "k", "i", null, "words\n\"", 4L);
        Look look = new Look("i", true, 3L);
        try (HistoryFile history = HistoryFile.create(file)) {
            long first = history.began("c1", "command-1", order);
            history.ended(first, new Answer.Acknowledged(5, 5, true, "id", null));
            history.ended(history.began("c1", "query-1", look), new Answer.Seen(5, 6, "digest"));
            history.ended(
                    history.began("c2", "command-2", order),
                    new Answer.Refused(412, "moved", null, 5L));
            history.began("c2", "command-2", order);
        }
        Files.writeString(file, "{\"request\": 4, \"at\": 1, \"ans", StandardOpenOption.APPEND);

        List<Exchange> read = HistoryFile.read(file);

        assertThat(read).extracting(Exchange::asked).containsExactly(order, look, order, order);
        assertThat(read)
                .extracting(Exchange::answer)
                .containsExactly(
                        new Answer.Acknowledged(5, 5, true, "id", null),
                        new Answer.Seen(5, 6, "digest"),
                        new Answer.Refused(412, "moved", null, 5L),
                        new Answer.Unknown(0, "the history ends before the answer"));
        assertThat(read.getLast().ended()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.getFirst().ended()).isGreaterThanOrEqualTo(read.getFirst().began());
    }
}
