package io.incidentledger.query.follow;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.query.Database;
import io.incidentledger.query.EmbeddedLog;
import io.incidentledger.query.view.Forms;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.ViewPosition;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of a query node looks after the view. */
record Node(
        KafkaEventSource source, ViewPosition view, Generations generations, LogFollower follower) {

    static Node start(
            Database database, EmbeddedLog log, String nodeId, Duration standstill, Forms forms) {
        QuerySettings settings =
                new QuerySettings(
                        new QuerySettings.Log(
                                EmbeddedLog.broker().bootstrapServers(), log.topic, Map.of()),
                        500,
                        nodeId,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        standstill,
                        Duration.ofSeconds(3),
                        new QuerySettings.Stream(1, Duration.ofSeconds(1), 10),
                        new QuerySettings.Evidence(null, null));
        KafkaEventSource source = log.source();
        ViewPosition view = new ViewPosition(database.dataSource, forms);
        Generations generations =
                new Generations(
                        JdbcClient.create(database.dataSource), database.transactions, forms);
        LogFollower follower =
                new LogFollower(
                        source,
                        database.dataSource,
                        database.transactions,
                        view,
                        generations,
                        settings);
        view.start();
        follower.start();
        return new Node(source, view, generations, follower);
    }

    void stop() {
        follower.stop();
        view.stop();
        source.close();
    }
}
