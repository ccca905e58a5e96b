package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.cluster.Cluster;
import io.incidentledger.reliability.cluster.Link;
import io.incidentledger.reliability.cluster.Member;
import io.incidentledger.reliability.cluster.Node;
import io.incidentledger.reliability.cluster.SmallDisk;
import io.incidentledger.reliability.storm.Script.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Does the faults and mends what they broke. The answers of a fault tell whether it was done: a
 * full disk is left out where no file system can be mounted.
 */
final class Stage {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final Cluster cluster;

    Stage(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Does one fault, keeps it up for its time and mends it; processes that died are started again.
     *
     * @param whenHit called when the fault has hit, before anything is mended
     * @return whether it was done
     */
    boolean act(Step step, Runnable whenHit) {
        switch (step.kind()) {
            case KILL_WRITER, RESTART_WRITER -> kill(step, whenHit, List.of(writer().member()));
            case KILL_FOLLOWER -> kill(step, whenHit, List.of(follower().member()));
            case KILL_BROKER -> kill(step, whenHit, List.of(broker(step.which())));
            case KILL_TWO_BROKERS ->
                    kill(step, whenHit, List.of(broker(step.which()), broker(step.which() + 1)));
            case KILL_WRITER_AND_BROKER ->
                    kill(step, whenHit, List.of(writer().member(), broker(step.which())));
            case KILL_QUERY_NODE -> kill(step, whenHit, List.of(queryNode(step).member()));
            case FREEZE_WRITER -> freeze(step, whenHit, List.of(writer().member()));
            case FREEZE_FOLLOWER -> freeze(step, whenHit, List.of(follower().member()));
            case FREEZE_BROKER -> freeze(step, whenHit, List.of(broker(step.which())));
            case FREEZE_TWO_BROKERS ->
                    freeze(step, whenHit, List.of(broker(step.which()), broker(step.which() + 1)));
            case FREEZE_QUERY_NODE -> freeze(step, whenHit, List.of(queryNode(step).member()));
            case CUT_WRITER -> cut(step, whenHit, links(writer()), false);
            case CUT_WRITER_FROM_ONE ->
                    cut(step, whenHit, List.of(links(writer()).get(step.which() % 3)), false);
            case RESET_WRITER -> cut(step, whenHit, links(writer()), true);
            case ROLLING_RESTART -> rollingRestart(whenHit);
            case KILL_POSTGRES -> killPostgres(step, whenHit);
            case FREEZE_POSTGRES -> freezePostgres(step, whenHit);
            case RESTART_ALL -> restartAll(step, whenHit);
            case FILL_BROKER_DISK -> {
                int which = step.which() % cluster.brokers().disks().size();
                return fill(step, whenHit, cluster.brokers().disks().get(which));
            }
            case FILL_WRITER_DISK -> {
                Node writer = writer();
                SmallDisk disk = cluster.commandDisks().get(cluster.commandNodes().indexOf(writer));
                // What it writes at leisure has room set aside; a new start does not.
                return fill(step, () -> restart(writer.member(), whenHit), disk);
            }
        }
        return true;
    }

    /** Starts what is not running and waits until everything says that it is ready. */
    void settle() {
        long nextLook = 0;
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!cluster.isReady() || cluster.writer().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "not ready within " + READY_WITHIN + ": " + cluster.state());
            }
            if (System.nanoTime() > nextLook) {
                // A member may also end by itself: a broker whose disk was full, for example.
                startAll();
                nextLook = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            }
            Cluster.pause(100);
        }
    }

    private void kill(Step step, Runnable whenHit, List<Member> members) {
        members.forEach(Member::kill);
        whenHit.run();
        Cluster.pause(step.seconds() * 1_000L);
        members.forEach(Member::start);
    }

    private void freeze(Step step, Runnable whenHit, List<Member> members) {
        members.forEach(Member::freeze);
        whenHit.run();
        try {
            Cluster.pause(step.seconds() * 1_000L);
        } finally {
            members.forEach(Member::thaw);
        }
    }

    private static void cut(Step step, Runnable whenHit, List<Link> links, boolean loudly) {
        links.forEach(loudly ? Link::cutLoudly : Link::cutSilently);
        whenHit.run();
        try {
            Cluster.pause(step.seconds() * 1_000L);
        } finally {
            links.forEach(Link::mend);
        }
    }

    /** The writer last, so that the ledger changes hands once. */
    private void rollingRestart(Runnable whenHit) {
        List<Node> nodes = new ArrayList<>(cluster.commandNodes());
        Node writer = writer();
        nodes.remove(writer);
        nodes.add(writer);
        whenHit.run();
        for (Node node : nodes) {
            if (!node.member().end()) {
                throw new IllegalStateException(node.name() + " does not end");
            }
            node.member().start();
            Cluster.await(node.name() + " ready", READY_WITHIN, node::isReady);
        }
    }

    private void killPostgres(Step step, Runnable whenHit) {
        cluster.database().kill();
        whenHit.run();
        Cluster.pause(step.seconds() * 1_000L);
        cluster.database().start();
    }

    private void freezePostgres(Step step, Runnable whenHit) {
        cluster.database().freeze();
        whenHit.run();
        try {
            Cluster.pause(step.seconds() * 1_000L);
        } finally {
            cluster.database().thaw();
        }
    }

    private void restartAll(Step step, Runnable whenHit) {
        members().forEach(Member::kill);
        cluster.database().kill();
        whenHit.run();
        Cluster.pause(step.seconds() * 1_000L);
        cluster.database().start();
        startAll();
    }

    private boolean fill(Step step, Runnable whenHit, SmallDisk disk) {
        if (!disk.isSmall()) {
            return false;
        }
        disk.fill();
        whenHit.run();
        try {
            Cluster.pause(step.seconds() * 1_000L);
        } finally {
            disk.free();
        }
        return true;
    }

    private static void restart(Member member, Runnable whenHit) {
        member.kill();
        whenHit.run();
        member.start();
    }

    private void startAll() {
        members().forEach(Member::start);
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>(cluster.brokers().members());
        cluster.commandNodes().forEach(it -> members.add(it.member()));
        cluster.queryNodes().forEach(it -> members.add(it.member()));
        return members;
    }

    private Node writer() {
        Cluster.await("a writer", READY_WITHIN, () -> cluster.writer().isPresent());
        return cluster.writer().orElse(cluster.commandNodes().getFirst());
    }

    private Node follower() {
        Node writer = writer();
        return cluster.commandNodes().stream()
                .filter(it -> !it.equals(writer))
                .findFirst()
                .orElseThrow();
    }

    private Member broker(int which) {
        List<Member> members = cluster.brokers().members();
        return members.get(which % members.size());
    }

    private Node queryNode(Step step) {
        return cluster.queryNodes().get(step.which() % cluster.queryNodes().size());
    }

    private List<Link> links(Node commandNode) {
        return cluster.brokers().links(cluster.commandNodes().indexOf(commandNode));
    }
}
