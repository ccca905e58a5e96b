package io.incidentledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.incidentledger.eventstore.StoreState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("Every service that runs writes to the logger that it reads.")
class LogProgressTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogProgress.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<StoreState> told = new ArrayList<>();
    private long nanos = 1;
    private final LogProgress progress = new LogProgress("acme", told::add, () -> nanos);

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void a_line_is_written_when_it_begins_to_do_something_else_and_at_no_other_time() {
        progress.at(new StoreState.Following(3, null));
        progress.at(new StoreState.Following(4, "http://other:8080"));
        progress.at(new StoreState.Unavailable("Kafka is away."));
        progress.at(new StoreState.Unavailable("Kafka is still away."));
        progress.at(new StoreState.Refused("The topic is compacted."));
        progress.at(new StoreState.Serving());
        progress.at(new StoreState.Closed());

        assertThat(lines.list)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly(
                        "INFO The ledger acme: following",
                        "WARN The ledger acme: unavailable. Kafka is away.",
                        "WARN The ledger acme: refused. The topic is compacted.",
                        "INFO The ledger acme: serving",
                        "INFO The ledger acme: closed");
        assertThat(told).as("the host").hasSize(7);
    }

    @Test
    void while_it_catches_up_it_says_every_few_seconds_how_far_it_is_and_how_long_it_takes() {
        progress.at(new StoreState.CatchingUp(100, 100_100));
        after(Duration.ofSeconds(3), new StoreState.CatchingUp(30_100, 100_100));
        after(Duration.ofSeconds(2), new StoreState.CatchingUp(50_100, 100_100));
        after(Duration.ofSeconds(4), new StoreState.CatchingUp(90_100, 100_100));
        after(Duration.ofSeconds(1), new StoreState.CatchingUp(100_100, 100_100));
        progress.at(new StoreState.Serving());
        after(Duration.ofSeconds(60), new StoreState.CatchingUp(100_100, 100_200));
        after(Duration.ofSeconds(10), new StoreState.CatchingUp(100_150, 100_200));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The ledger acme: catching up, 100 of about 100,100 events",
                        "The ledger acme: catching up, 50,100 of about 100,100 events,"
                                + " 10,000 a second, 5 s left",
                        "The ledger acme: catching up, 100,100 of about 100,100 events,"
                                + " 10,000 a second, 0 s left",
                        "The ledger acme: serving",
                        "The ledger acme: catching up, 100,100 of about 100,200 events",
                        "The ledger acme: catching up, 100,150 of about 100,200 events,"
                                + " 5 a second, 10 s left");
    }

    private void after(Duration duration, StoreState state) {
        nanos += duration.toNanos();
        progress.at(state);
    }
}
