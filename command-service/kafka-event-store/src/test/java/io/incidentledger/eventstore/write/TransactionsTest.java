package io.incidentledger.eventstore.write;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Ledger;
import org.junit.jupiter.api.Test;

/** Where Kafka keeps what was committed must be as safe as the ledger. */
class TransactionsTest {

    private final Ledger ledger = new Ledger();

    @Test
    void kafkas_memory_of_commits_on_fewer_brokers_than_demanded_is_refused() {
        ledger.open().close(); // Kafka makes its topic with the first transaction

        try (Topic topic =
                new Topic(ledger.settings().replicationFactor(3).minInsyncReplicas(2).build())) {
            assertThatThrownBy(topic::checkTransactions)
                    .isInstanceOf(EventStoreFailure.Refused.class)
                    .hasMessageContaining(
                            "__transaction_state is on 1 brokers where 3 are demanded");
        }
    }

    @Test
    void as_many_as_demanded_are_enough() {
        EventStoreSettings settings = ledger.settings().build();
        ledger.open().close();

        try (Topic topic = new Topic(settings)) {
            assertThatCode(topic::checkTransactions).doesNotThrowAnyException();
        }
    }
}
