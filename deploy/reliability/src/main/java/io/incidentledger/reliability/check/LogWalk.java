package io.incidentledger.reliability.check;

import io.incidentledger.events.EventCodec;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.eventstore.record.ChainVerifier;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import io.incidentledger.reliability.check.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Walks along the log: dense positions, time that never goes back, the chain, rising numbers. Goes
 * on after a fault where that makes sense, so that the rest of the check has something to look at.
 */
final class LogWalk {
    private static final EventCodec CODEC = new EventCodec();

    private final Faults faults;
    private final List<LogEvent> events = new ArrayList<>();
    private final Map<String, Long> lastNumbers = new HashMap<>();

    private LogWalk(Faults faults) {
        this.faults = faults;
    }

    /** The events that can be read, in the order of the log. */
    static List<LogEvent> of(List<ConsumerRecord<byte[], byte[]>> records, Faults faults) {
        LogWalk walk = new LogWalk(faults);
        walk.chain(records);
        records.forEach(walk::read);
        return walk.events;
    }

    private void chain(List<ConsumerRecord<byte[], byte[]>> records) {
        ChainVerifier verifier = new ChainVerifier();
        long lastTime = Long.MIN_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long due = verifier.nextPosition();
            String fault = verifier.verify(record).orElse(null);
            if (fault != null) {
                faults.add(kind(record, due, lastTime), fault);
                // Whatever follows hangs on what is broken here.
                return;
            }
            lastTime = record.timestamp();
        }
    }

    private static Kind kind(ConsumerRecord<byte[], byte[]> record, long due, long lastTime) {
        try {
            if (RecordFormat.position(record) != due) {
                return Kind.POSITION_GAP;
            }
        } catch (UnreadableRecordException foreign) {
            return Kind.CHAIN_BROKEN;
        }
        return record.timestamp() < lastTime ? Kind.TIME_WENT_BACK : Kind.CHAIN_BROKEN;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            RecordedEvent recorded = RecordFormat.read(record);
            String number = recorded.number();
            if (number != null) {
                rising(number, recorded.position());
            }
            events.add(
                    new LogEvent(
                            recorded,
                            CODEC.decode(recorded.type(), recorded.version(), recorded.payload())));
        } catch (UnreadableRecordException | UndecodableEventException damaged) {
            faults.add(Kind.UNREADABLE, "offset " + record.offset() + ": " + damaged.getMessage());
        }
    }

    private void rising(String number, long position) {
        int dash = number.lastIndexOf('-');
        String counter = number.substring(0, Math.max(0, dash));
        long value = Long.parseLong(number.substring(dash + 1));
        Long last = lastNumbers.put(counter, value);
        if (last != null && value <= last) {
            faults.add(
                    Kind.NUMBERS,
                    number + " at position " + position + " comes after " + counter + "-" + last);
        }
    }
}
