package io.incidentledger.reliability.load;

import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import io.incidentledger.reliability.load.Knowledge.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes orders up: mostly notes, and of everything else so much that rules refuse some. */
final class Invention {
    private static final List<String> SEVERITIES = List.of("SEV1", "SEV2", "SEV3");
    private static final List<String> STATUSES =
            List.of("triage", "investigating", "identified", "monitoring");
    private static final List<Command> MIX = mix();

    private final String client;
    private final Random random;
    private final Knowledge knowledge;
    private int orders;

    Invention(String client, long seed, Knowledge knowledge) {
        this.client = client;
        this.random = new Random(seed);
        this.knowledge = knowledge;
    }

    private static List<Command> mix() {
        List<Command> mix = new ArrayList<>();
        Map.ofEntries(
                        Map.entry(Command.DECLARE, 3),
                        Map.entry(Command.NOTE, 30),
                        Map.entry(Command.CORRECT, 8),
                        Map.entry(Command.SEVERITY, 8),
                        Map.entry(Command.STATUS, 10),
                        Map.entry(Command.LEAD, 3),
                        Map.entry(Command.RESOLVE, 7),
                        Map.entry(Command.REOPEN, 9),
                        Map.entry(Command.CLOSE, 6),
                        Map.entry(Command.CANCEL, 1),
                        Map.entry(Command.ADD_FOLLOW_UP, 5),
                        Map.entry(Command.COMPLETE, 4),
                        Map.entry(Command.VERIFY, 3),
                        Map.entry(Command.REOPEN_FOLLOW_UP, 3))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry -> {
                            for (int i = 0; i < entry.getValue(); i++) {
                                mix.add(entry.getKey());
                            }
                        });
        return mix;
    }

    Order next() {
        Subject about = knowledge.any(random);
        if (about == null) {
            return order(Command.DECLARE, null, null, null);
        }
        Command command = MIX.get(random.nextInt(MIX.size()));
        // Of the latest version that anybody knows, which is often no longer the latest.
        Long match = random.nextInt(5) == 0 ? about.version() : null;
        String incident = about.incident().id;
        return switch (command) {
            case DECLARE -> order(command, null, null, null);
            case CORRECT ->
                    about.entry() == null
                            ? order(Command.NOTE, incident, null, match)
                            : order(command, incident, about.entry(), match);
            case COMPLETE, VERIFY, REOPEN_FOLLOW_UP ->
                    about.followUp() == null
                            ? order(Command.ADD_FOLLOW_UP, incident, null, match)
                            : order(command, incident, about.followUp(), match);
            case NOTE, SEVERITY, STATUS, LEAD, RESOLVE, REOPEN, CLOSE, CANCEL, ADD_FOLLOW_UP ->
                    order(command, incident, null, match);
        };
    }

    private Order order(
            Command command,
            @Nullable String incident,
            @Nullable String target,
            @Nullable Long match) {
        String key = client + "-" + ++orders;
        String words =
                switch (command) {
                    case SEVERITY -> SEVERITIES.get(random.nextInt(SEVERITIES.size()));
                    case STATUS -> STATUSES.get(random.nextInt(STATUSES.size()));
                    case LEAD -> random.nextBoolean() ? "@ana" : "@ben";
                    case DECLARE,
                            NOTE,
                            CORRECT,
                            RESOLVE,
                            REOPEN,
                            CLOSE,
                            CANCEL,
                            ADD_FOLLOW_UP,
                            COMPLETE,
                            VERIFY,
                            REOPEN_FOLLOW_UP ->
                            "words of " + key;
                };
        return new Order(command, key, incident, target, words, match);
    }
}
