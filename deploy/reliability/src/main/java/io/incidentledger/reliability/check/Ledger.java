package io.incidentledger.reliability.check;

import io.incidentledger.events.RemindedOfUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log, arranged for questions: each incident's events with the states between them, and each
 * command's events.
 */
final class Ledger {
    private final Map<String, Course> courses = new HashMap<>();
    private final Map<String, List<LogEvent>> commands = new HashMap<>();
    private final Map<Long, LogEvent> byPosition = new HashMap<>();

    /**
     * The events of one incident; {@code states} has one more: before the first, and after each.
     */
    static final class Course {
        final List<LogEvent> events = new ArrayList<>();
        private final List<Incident> states = new ArrayList<>(List.of(Incident.NOTHING));

        private void add(LogEvent event) {
            events.add(event);
            states.add(states.getLast().after(event));
        }

        /** How many of its events are at this position or before. */
        int countUpTo(long position) {
            int low = 0;
            int high = events.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (events.get(middle).position() <= position) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** The state after as many events. */
        Incident after(int count) {
            return states.get(count);
        }
    }

    Ledger(List<LogEvent> events) {
        for (LogEvent event : events) {
            byPosition.putIfAbsent(event.position(), event);
            String incident = event.incident();
            if (incident != null) {
                courses.computeIfAbsent(incident, id -> new Course()).add(event);
                String command = event.commandId();
                // The ledger itself reminds, once its time has come; the load orders the rest.
                if (command != null && !(event.event() instanceof RemindedOfUpdate)) {
                    commands.computeIfAbsent(command, id -> new ArrayList<>()).add(event);
                }
            }
        }
    }

    /** Of an incident that nobody declared, an empty one. */
    Course course(String incident) {
        return courses.getOrDefault(incident, new Course());
    }

    Map<String, Course> courses() {
        return courses;
    }

    /** The events of every command about incidents, by its key, in the order of the log. */
    Map<String, List<LogEvent>> commands() {
        return commands;
    }

    /** What a position holds, as a sentence. */
    String at(long position) {
        LogEvent event = byPosition.get(position);
        return event == null
                ? "nothing"
                : event.recorded().type() + " of the command " + event.commandId();
    }
}
