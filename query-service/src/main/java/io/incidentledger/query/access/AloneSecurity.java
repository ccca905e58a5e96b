package io.incidentledger.query.access;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * What surrounds the questions where this service runs alone: health is open, the other actuator
 * endpoints need a viewer, and everything else is denied. Imported, and no configuration by itself:
 * the scan of this package would take it along into applications that secure themselves.
 */
public class AloneSecurity {
    @Bean
    SecurityFilterChain queryAloneSecurityChain(HttpSecurity http, ViewedTokens tokens) {
        return QuerySecurity.withTokens(http, tokens)
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers("/actuator/health", "/actuator/health/**")
                                        .permitAll()
                                        .requestMatchers("/actuator/**")
                                        .hasRole("VIEWER")
                                        .anyRequest()
                                        .denyAll())
                .build();
    }
}
