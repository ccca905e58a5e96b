package io.incidentledger.standalone.serve;

import io.incidentledger.command.CommandServiceConfiguration;
import io.incidentledger.query.QueryConfiguration;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.unit.DataSize;

/** Both services in one application on one port. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CommandServiceConfiguration.class, QueryConfiguration.class})
class LedgerApplication {

    /** What neither service answers: health is for everybody, the rest for nobody. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain standaloneSecurityFilterChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers("/actuator/health", "/actuator/health/**")
                                        .permitAll()
                                        .anyRequest()
                                        .denyAll())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /**
     * @param leastFree commands are refused while less than this is free (default 256 MB). Too
     *     little, and the broker may find the disk full in the middle of a write, which ends it;
     *     too much refuses work that there is room for.
     */
    @Bean
    FilterRegistrationBean<FullDiskFilter> standaloneFullDiskFilter(
            @Value("${ledger.standalone.data-dir}") Path dataDirectory,
            @Value("${ledger.standalone.least-free:256MB}") DataSize leastFree) {
        var registration =
                new FilterRegistrationBean<>(
                        new FullDiskFilter(
                                () -> dataDirectory.toFile().getUsableSpace(), leastFree));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
