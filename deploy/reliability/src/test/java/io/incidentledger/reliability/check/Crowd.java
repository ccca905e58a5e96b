package io.incidentledger.reliability.check;

import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Clients whose requests overlap, some of which are never answered, and then sent again: a good
 * history by chance.
 */
final class Crowd {
    private static final String[] SEVERITIES = {"SEV1", "SEV2", "SEV3"};
    private static final String[] STATUSES = {"triage", "investigating", "identified"};
    private static final int STEPS = 160;

    final SmallWorld world = new SmallWorld();
    private final Random random;
    private final List<String> incidents = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private final List<String> followUps = new ArrayList<>();
    private final List<UnderWay> underWay = new ArrayList<>();
    private int orders;

    private static final class UnderWay {
        final Order order;
        final long began;
        Answer answer;

        UnderWay(Order order, long began) {
            this.order = order;
            this.began = began;
        }
    }

    Crowd(long seed) {
        random = new Random(seed);
        incidents.add(world.declared("first"));
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        underWay.forEach(this::end);
    }

    private void step() {
        world.clock += 1 + random.nextInt(5);
        if (underWay.size() < 5 && random.nextInt(3) > 0) {
            underWay.add(new UnderWay(invent(), world.clock));
            return;
        }
        if (underWay.isEmpty()) {
            return;
        }
        UnderWay it = underWay.get(random.nextInt(underWay.size()));
        if (it.answer == null) {
            if (random.nextInt(12) == 0) {
                lost(it);
            } else {
                decide(it);
            }
        } else {
            underWay.remove(it);
            end(it);
        }
    }

    private void decide(UnderWay it) {
        it.answer = world.carryOut(it.order);
        if (it.answer instanceof Answer.Acknowledged done && done.changed()) {
            switch (it.order.command()) {
                case DECLARE -> incidents.add(done.id());
                case NOTE -> entries.add(done.id() + "/" + it.order.incident());
                case ADD_FOLLOW_UP -> followUps.add(done.id() + "/" + it.order.incident());
                default -> {}
            }
        }
    }

    /** The client gives up; the order may happen at any time later, or never. */
    private void lost(UnderWay it) {
        underWay.remove(it);
        world.said(it.order, it.began, world.clock, new Answer.Unknown(0, "gone"));
        if (random.nextBoolean()) {
            underWay.add(new UnderWay(it.order, world.clock + 1));
        } else if (random.nextBoolean()) {
            world.carryOut(it.order);
        }
    }

    private void end(UnderWay it) {
        world.clock += 1;
        if (it.answer == null) {
            world.said(it.order, it.began, world.clock, new Answer.Unavailable(503, "closing"));
        } else if (random.nextInt(10) == 0) {
            world.said(it.order, it.began, world.clock, new Answer.Unknown(0, "lost"));
        } else {
            world.said(it.order, it.began, world.clock, it.answer);
        }
    }

    private Order invent() {
        String key = "k" + ++orders;
        Command command = Command.values()[random.nextInt(Command.values().length)];
        if (command == Command.CANCEL && random.nextInt(4) > 0) {
            command = Command.NOTE;
        }
        String incident = any(incidents);
        Long match = random.nextInt(6) == 0 ? (long) random.nextInt(60) : null;
        return switch (command) {
            case DECLARE -> new Order(command, key, null, null, "Title " + key, null);
            case SEVERITY ->
                    new Order(command, key, incident, null, SEVERITIES[random.nextInt(3)], match);
            case STATUS ->
                    new Order(command, key, incident, null, STATUSES[random.nextInt(3)], match);
            case LEAD -> new Order(command, key, incident, null, "@p" + random.nextInt(2), match);
            case CORRECT -> about(command, key, entries, match);
            case COMPLETE, VERIFY, REOPEN_FOLLOW_UP -> about(command, key, followUps, match);
            case NOTE, RESOLVE, REOPEN, CLOSE, CANCEL, ADD_FOLLOW_UP ->
                    new Order(command, key, incident, null, "words " + key, match);
        };
    }

    private Order about(Command command, String key, List<String> things, Long match) {
        if (things.isEmpty()) {
            return new Order(Command.NOTE, key, any(incidents), null, "words " + key, match);
        }
        String[] thing = any(things).split("/");
        return new Order(command, key, thing[1], thing[0], "words " + key, match);
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
