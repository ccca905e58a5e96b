package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreFailure.Outcome;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.index.EventIndex;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * What a reign leaves behind: batches that failed, and those of which nobody knows. On the writer's
 * thread.
 */
final class Aftermath {

    private final EventStoreSettings settings;
    private final OpenAppends appends;
    private List<Batch> unknown = List.of();

    Aftermath(EventStoreSettings settings, OpenAppends appends) {
        this.settings = settings;
        this.appends = appends;
    }

    /** Decides what becomes of the appends in aborted batches, and keeps the others in mind. */
    void after(Serving.Ended ended) {
        List<Batch> all = new ArrayList<>(unknown);
        all.addAll(ended.unknown());
        unknown = all;
        boolean suspicious = ended.cause() != null && isOfTheRecords(ended.cause());
        for (Batch batch : ended.aborted().reversed()) {
            if (suspicious && batch.members().size() == 1) {
                PendingAppend culprit = batch.members().getFirst().append();
                appends.fail(culprit, refusal(culprit, ended.cause()));
                continue;
            }
            for (Batch.Member member : batch.members().reversed()) {
                if (suspicious) {
                    member.append().makeAlone();
                }
                member.append().leaveBatch();
                appends.again(List.of(member.append()));
            }
        }
    }

    /** Whether there is an outcome still to be learnt. */
    boolean isOpen() {
        return !unknown.isEmpty();
    }

    /** Answers those of whom nobody knew, now that the log was read up to where they must be. */
    void settle(EventIndex index) {
        for (Batch batch : unknown.reversed()) {
            for (Batch.Member member : batch.members().reversed()) {
                boolean written =
                        index.event(member.firstPosition())
                                .filter(event -> event.id().equals(member.firstId()))
                                .isPresent();
                if (written) {
                    appends.succeed(
                            member.append(),
                            new PendingAppend.Appended(
                                    member.firstPosition(), member.lastPosition()));
                } else {
                    member.append().leaveBatch();
                    appends.again(List.of(member.append()));
                }
            }
        }
        unknown = List.of();
    }

    private RuntimeException refusal(PendingAppend append, @Nullable Throwable cause) {
        return cause instanceof RecordTooLargeException
                        || cause instanceof RecordBatchTooLargeException
                ? new EventStoreFailure.TooLarge(
                        "The event", append.largestEvent(), settings.maxEventBytes())
                : appends.unavailable(
                        "Kafka did not take the append: " + cause, Outcome.NONE, cause);
    }

    /**
     * Whether the records themselves may be the cause, rather than the state of Kafka or of the
     * producer.
     */
    private static boolean isOfTheRecords(Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof InvalidRecordException
                || !(cause instanceof KafkaException);
    }
}
