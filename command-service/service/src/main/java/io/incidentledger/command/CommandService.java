package io.incidentledger.command;

import io.incidentledger.command.access.AccessConfiguration;
import io.incidentledger.command.access.TokenView;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Runs the command service alone, as one of the nodes of a distributed ledger. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class) // errors are problems
@Import(CommandServiceConfiguration.class)
public class CommandService {

    public static void main(String[] arguments) {
        // Axon asks the world for updates unless it is told not to, and before Spring starts.
        System.setProperty("axoniq.update-checker.disabled", "true");
        builder().run(arguments);
    }

    /** With its settings from {@code command-service.properties}, which no other module hides. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(CommandService.class)
                .properties("spring.config.name=command-service");
    }

    @Bean
    SecurityFilterChain everythingElseSecurityFilterChain(
            HttpSecurity http, TokenView commandTokenView) {
        return AccessConfiguration.everythingElse(http, commandTokenView);
    }
}
