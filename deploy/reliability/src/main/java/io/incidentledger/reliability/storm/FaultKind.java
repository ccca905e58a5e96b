package io.incidentledger.reliability.storm;

/** What is done to the cluster. The weight says how often a script of many faults has it. */
enum FaultKind {
    KILL_WRITER(15, "SIGKILL of the writer, started again after nine seconds"),
    RESTART_WRITER(15, "SIGKILL of the writer, started again while another one takes over"),
    FREEZE_WRITER(16, "SIGSTOP of the writer, longer than every time-out, then SIGCONT"),
    CUT_WRITER(14, "the network between the writer and all brokers drops everything"),
    CUT_WRITER_FROM_ONE(8, "the network between the writer and one broker drops everything"),
    RESET_WRITER(8, "all connections of the writer to the brokers are reset and refused"),
    ROLLING_RESTART(12, "command nodes restarted in order, one after the other"),
    KILL_FOLLOWER(10, "SIGKILL of a command node that follows"),
    FREEZE_FOLLOWER(8, "SIGSTOP of a command node that follows, then SIGCONT"),
    KILL_BROKER(20, "SIGKILL of one broker"),
    FREEZE_BROKER(14, "SIGSTOP of one broker, then SIGCONT"),
    KILL_TWO_BROKERS(10, "SIGKILL of two brokers"),
    FREEZE_TWO_BROKERS(6, "SIGSTOP of two brokers, then SIGCONT"),
    KILL_WRITER_AND_BROKER(8, "SIGKILL of the writer and of one broker"),
    KILL_QUERY_NODE(10, "SIGKILL of a query node"),
    FREEZE_QUERY_NODE(6, "SIGSTOP of a query node, then SIGCONT"),
    KILL_POSTGRES(8, "SIGKILL of PostgreSQL"),
    FREEZE_POSTGRES(5, "SIGSTOP of PostgreSQL, then SIGCONT"),
    FILL_BROKER_DISK(6, "the disk of one broker is full"),
    FILL_WRITER_DISK(
            6,
            "the disk under the writer's index is full, and the writer is killed and started on it"),
    RESTART_ALL(5, "SIGKILL of every process, then all of them started");

    final int weight;
    final String words;

    FaultKind(int weight, String words) {
        this.weight = weight;
        this.words = words;
    }
}
