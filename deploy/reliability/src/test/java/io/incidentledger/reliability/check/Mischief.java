package io.incidentledger.reliability.check;

import io.incidentledger.reliability.check.Fault.Kind;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Order;
import io.incidentledger.reliability.history.Command;
import io.incidentledger.reliability.history.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ways to spoil a good history, each with the faults of which one at least must be found. */
enum Mischief {
    LOSE_AN_ACKNOWLEDGED_ORDER(Kind.MISSING) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            Exchange one = any(random, acknowledged(world));
            return one != null && world.paper.events.removeIf(it -> it.command().equals(key(one)));
        }
    },
    REPEAT_AN_ORDER(Kind.TWICE) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            String command = any(random, world.paper.events).command();
            return world.paper.events.addAll(
                    world.paper.events.stream()
                            .filter(it -> it.command().equals(command))
                            .toList());
        }
    },
    ACKNOWLEDGE_ANOTHER_POSITION(Kind.ANOTHER_EVENT, Kind.WRONG_EFFECT) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            return replace(
                    world,
                    any(random, acknowledged(world)),
                    answer -> {
                        long off = answer.position() == 0 ? 1 : answer.position() - 1;
                        return new Answer.Acknowledged(
                                off, off, true, answer.id(), answer.number());
                    });
        }
    },
    DENY_WHAT_WAS_DONE(Kind.UNASKED, Kind.INEXPLICABLE, Kind.STALE_ANSWER) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            Exchange one = any(random, acknowledged(world));
            if (one == null || attempts(world, one) > 1) {
                return false;
            }
            return replace(world, one, answer -> new Answer.Unavailable(503, "no"));
        }
    },
    REFUSE_A_NOTE_WITHOUT_REASON(Kind.INEXPLICABLE) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            String incident = world.declared("spoilt");
            Order order = new Order(Command.NOTE, "spoilt note", incident, null, "w", null);
            world.said(
                    order,
                    world.clock += 10,
                    world.clock += 10,
                    new Answer.Refused(422, "refused", "cancelled-is-final", null));
            return true;
        }
    },
    ANSWER_FROM_THE_PAST(Kind.STALE_ANSWER) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            String incident = world.declared("spoilt");
            for (int i = 0; i <= random.nextInt(5); i++) {
                world.done(Command.NOTE, "spoilt " + i, incident, "w" + i);
            }
            world.done(Command.RESOLVE, "spoilt resolve", incident, "");
            Order order = new Order(Command.CLOSE, "spoilt close", incident, null, "w", null);
            world.said(
                    order,
                    world.clock += 10,
                    world.clock += 10,
                    new Answer.Refused(422, "refused", "not-resolved", null));
            return true;
        }
    },
    GIVE_A_NUMBER_TWICE(Kind.NUMBERS) {
        @Override
        boolean spoil(SmallWorld world, Random random) {
            List<Paper.Written> numbered =
                    world.paper.events.stream().filter(it -> it.number() != null).toList();
            if (numbered.size() < 2) {
                return false;
            }
            Paper.Written last = numbered.getLast();
            Paper.Written earlier =
                    numbered.stream()
                            .filter(it -> it != last)
                            .filter(it -> it.event().getClass() == last.event().getClass())
                            .findAny()
                            .orElse(null);
            if (earlier == null) {
                return false;
            }
            world.paper.events.set(
                    world.paper.events.indexOf(last),
                    new Paper.Written(last.command(), last.event(), earlier.number()));
            return true;
        }
    };

    final Set<Kind> found;

    Mischief(Kind... found) {
        this.found = Set.of(found);
    }

    /** Returns whether there was something to spoil. */
    abstract boolean spoil(SmallWorld world, Random random);

    private static List<Exchange> acknowledged(SmallWorld world) {
        return world.history.stream()
                .filter(it -> it.answer() instanceof Answer.Acknowledged done && done.changed())
                .toList();
    }

    private static long attempts(SmallWorld world, Exchange one) {
        return world.history.stream().filter(it -> key(it).equals(key(one))).count();
    }

    private static String key(Exchange exchange) {
        return ((Order) exchange.asked()).key();
    }

    private static <T> T any(Random random, List<T> of) {
        return of.isEmpty() ? null : new ArrayList<>(of).get(random.nextInt(of.size()));
    }

    private interface Changed {
        Answer of(Answer.Acknowledged answer);
    }

    private static boolean replace(SmallWorld world, Exchange one, Changed changed) {
        if (one == null) {
            return false;
        }
        world.history.set(
                world.history.indexOf(one),
                new Exchange(
                        one.request(),
                        one.client(),
                        one.node(),
                        one.began(),
                        one.ended(),
                        one.asked(),
                        changed.of((Answer.Acknowledged) one.answer())));
        return true;
    }
}
