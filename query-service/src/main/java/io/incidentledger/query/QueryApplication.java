package io.incidentledger.query;

import io.incidentledger.query.access.AloneSecurity;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The query service by itself: one of any number of nodes beside a Kafka and a PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({QueryConfiguration.class, AloneSecurity.class})
public class QueryApplication {
    public static void main(String[] arguments) {
        // Axon asks the world for updates unless it is told not to, and before Spring starts.
        System.setProperty("axoniq.update-checker.disabled", "true");
        builder().run(arguments);
    }

    /** With its settings from {@code query-service.yaml}, which another module's cannot hide. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(QueryApplication.class)
                .properties("spring.config.name=query-service");
    }
}
