package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/**
 * Taking the ledger: make sure that it can be taken, shut out the older writer, see where the log
 * ends, read up to there, and only then serve. On the node's thread.
 */
final class Taking {

    private final EventStoreSettings settings;
    private final Topic topic;
    private final IndexHome home;
    private final Replica replica;
    private final Candidacy candidacy;
    private final Owner owner;
    private final String ownerGroup;
    private final Function<EventStoreSettings, TransactionalLog> logs;

    /**
     * A ledger that was taken: what is needed to serve it.
     *
     * @param end where the next record will stand, if nobody else writes into the topic
     * @param fencedAt when older writers were shut out
     */
    record Taken(
            TransactionalLog log,
            EventIndex index,
            Checkpoint checkpoint,
            long end,
            Lease.Moment fencedAt) {}

    Taking(
            EventStoreSettings settings,
            Topic topic,
            IndexHome home,
            Replica replica,
            Candidacy candidacy,
            Owner owner,
            String ownerGroup,
            Function<EventStoreSettings, TransactionalLog> logs) {
        this.settings = settings;
        this.topic = topic;
        this.home = home;
        this.replica = replica;
        this.candidacy = candidacy;
        this.owner = owner;
        this.ownerGroup = ownerGroup;
        this.logs = logs;
    }

    /** The ledger belongs to another writer, which came later. */
    static final class Dispossessed extends KafkaException {

        private static final long serialVersionUID = 1L;

        Dispossessed(String topic) {
            super("Another writer has taken the ledger " + topic + ".");
        }
    }

    /** The group does not let this node write any more. */
    static final class NotChosen extends KafkaException {

        private static final long serialVersionUID = 1L;

        NotChosen(String topic) {
            super("Another node may write " + topic + ".");
        }
    }

    /**
     * Reads what is committed, without taking anything from anybody: a node that would be refused,
     * or has a long way to go, disturbs nobody.
     *
     * @throws EventStoreFailure.Refused when history is in danger or damaged
     */
    Checkpoint prepare() {
        if (!topic.exists()) {
            requireNothingLost();
            topic.create();
        }
        replica.begin(topic.check(), topic.uncommittedEnd());
        return replica.readCommitted();
    }

    /**
     * Takes the ledger, prepared before, from whoever had it.
     *
     * @param again whether it was this node's before: the only node then takes it only as long as
     *     nobody else has since
     * @throws Dispossessed when somebody has
     * @throws NotChosen when one of the other nodes may
     * @throws EventStoreFailure.Refused when history is in danger or damaged
     * @throws KafkaException when Kafka does not do its part; trying again is safe
     */
    Taken take(boolean again) {
        requireMine(again);
        TransactionalLog log = logs.apply(settings);
        try {
            log.fence();
            Lease.Moment fencedAt = Lease.Moment.now();
            // Only now is the answer final: whoever was about to write down a name can no longer,
            // and this node may have been stopped before it fenced.
            requireMine(again);
            log.claim(ownerGroup, owner.text());
            // Uncommitted, since a foreign open transaction would hide committed events behind it.
            long end = topic.uncommittedEnd();
            Checkpoint checkpoint = replica.readTo(end);
            return new Taken(log, home.open(), checkpoint, end, fencedAt);
        } catch (RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    /** Reads all that a writer before this time may have left, committed or not. */
    Checkpoint readWhatWasLeft() {
        return replica.readTo(topic.uncommittedEnd());
    }

    /** Who has taken the ledger, if it is another one. */
    Optional<Owner> otherOwner() {
        return topic.owner(ownerGroup).filter(another -> !another.id().equals(owner.id()));
    }

    private void requireMine(boolean again) {
        if (!candidacy.prove()) {
            throw candidacy.isChosen()
                    ? new KafkaException(
                            "The group that decides who writes "
                                    + settings.topic()
                                    + " does not answer.")
                    : new NotChosen(settings.topic());
        }
        if (candidacy == Candidacy.ALONE && again && otherOwner().isPresent()) {
            throw new Dispossessed(settings.topic());
        }
        // Before fencing too, which would break off a restore that is under way.
        if (otherOwner().filter(Owner::isRestore).isPresent() || !replica.isWhole()) {
            throw new EventStoreFailure.Refused(
                    "The ledger "
                            + settings.topic()
                            + " is being restored from an archive, or its restore broke off. Run the"
                            + " restore again until it has finished.");
        }
    }

    private void requireNothingLost() {
        long known = home.checkpoint().map(Checkpoint::nextPosition).orElse(0L);
        if (known > 0) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " is gone, and with it "
                            + known
                            + " events that the index in "
                            + settings.indexDirectory()
                            + " remembers. Bring the topic back, or delete the index to begin anew.");
        }
    }
}
