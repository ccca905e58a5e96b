package io.incidentledger.command.forward;

import io.incidentledger.command.CommandSettings;
import io.incidentledger.command.edge.ProvenAnswers;
import io.incidentledger.command.forward.Forwarding.Writing;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.StoreState;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What surrounds every order, before anybody looks whether its sender is let in. */
@Configuration(proxyBeanMethods = false)
public class ForwardConfiguration {
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 100;

    /** First of all: who is let in is for the node that writes to say. */
    @Bean
    @ConditionalOnProperty("ledger.command.address")
    FilterRegistrationBean<Forwarding> commandForwarding(
            KafkaEventStore commandEventStore,
            CommandSettings settings,
            ObjectProvider<SslBundles> bundles) {
        String bundle = settings.forward().sslBundle();
        return filter(
                new Forwarding(
                        new Writing() {
                            @Override
                            public boolean here() {
                                return commandEventStore.state() instanceof StoreState.Serving;
                            }

                            @Override
                            public Optional<String> elsewhere() {
                                return commandEventStore.writerAddress();
                            }
                        },
                        String.valueOf(settings.address()),
                        Math.toIntExact(settings.maxOrder().toBytes()),
                        Math.toIntExact(settings.maxReading().toBytes()),
                        settings.evidence().maxFile().toBytes() + settings.maxOrder().toBytes(),
                        settings.evidence().uploads(),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        settings.forward(),
                        bundle == null
                                ? null
                                : bundles.getObject().getBundle(bundle).createSslContext()),
                FIRST);
    }

    @Bean
    FilterRegistrationBean<ProvenAnswers> commandProvenAnswers(KafkaEventStore commandEventStore) {
        return filter(new ProvenAnswers(commandEventStore::requireServing), FIRST + 1);
    }

    private static <F extends Filter> FilterRegistrationBean<F> filter(F filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/api/*");
        registration.setOrder(order);
        return registration;
    }
}
