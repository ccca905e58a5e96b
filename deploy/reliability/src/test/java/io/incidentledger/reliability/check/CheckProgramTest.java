package io.incidentledger.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import io.incidentledger.reliability.history.HistoryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on files, as a person uses it. */
class CheckProgramTest {
    @TempDir Path directory;

    private Path history;
    private Path log;

    @BeforeEach
    void one_order_and_what_came_of_it() throws Exception {
        history = directory.resolve("history.jsonl");
        log = directory.resolve("log.jsonl");
        SmallWorld world = new SmallWorld();
        Order order = new Order(Command.DECLARE, "k", null, null, "It burns", null);
        try (HistoryFile file = HistoryFile.create(history)) {
            file.ended(file.began("client", "command-1", order), world.carryOut(order));
        }
        LogFile.write(log, world.paper.records());
    }

    @Test
    void what_can_be_is_exit_code_0() {
        assertThat(run("--log", log.toString())).isZero();
    }

    @Test
    void what_cannot_be_is_exit_code_1() throws Exception {
        Path cut = directory.resolve("cut.jsonl");
        Files.write(cut, Files.readAllLines(log).subList(0, 1));
        assertThat(run("--log", cut.toString())).isEqualTo(1);

        Path views = directory.resolve("views.jsonl");
        Files.writeString(
                views, "{\"node\":\"q\",\"path\":\"incidents\",\"status\":503,\"body\":\"\"}\n");
        assertThat(run("--log", log.toString(), "--views", views.toString())).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_is_exit_code_2() {
        assertThat(run("--log", directory.resolve("missing.jsonl").toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void an_answer_that_was_never_written_down_is_no_fault() throws Exception {
        Files.write(history, Files.readAllLines(history).subList(0, 1));

        assertThat(run("--log", log.toString())).isZero();
        assertThat(HistoryFile.read(history).getFirst().answer())
                .isInstanceOf(Answer.Unknown.class);
    }

    private int run(String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = history.toString();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return CheckProgram.run(arguments);
    }
}
