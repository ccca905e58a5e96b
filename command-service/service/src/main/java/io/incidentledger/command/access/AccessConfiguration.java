package io.incidentledger.command.access;

import io.incidentledger.command.edge.AccessProblems;
import io.incidentledger.events.EventCodec;
import io.incidentledger.eventstore.KafkaEventStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may give orders. Matches what is not a question under {@code /api}, so that the questions of
 * another service in the same application can have a chain of their own.
 */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
    /** What a token is let in for whose scope is changes. */
    static final String RECORDS_CHANGES = "SCOPE_CHANGES";

    private static final Set<String> QUESTIONS = Set.of("GET", "HEAD");
    private static final RequestMatcher API =
            PathPatternRequestMatcher.withDefaults().matcher("/api/**");

    private static final RequestMatcher HEALTH =
            PathPatternRequestMatcher.withDefaults().matcher("/actuator/health/**");

    private static final RequestMatcher FIGURES =
            PathPatternRequestMatcher.withDefaults().matcher("/actuator/prometheus");

    @Bean
    TokenView commandTokenView(KafkaEventStore log, EventCodec codec, Clock commandClock) {
        return new TokenView(log::last, codec, commandClock);
    }

    /** An address that Spring's firewall refuses is answered like any other bad input. */
    @Bean
    @ConditionalOnMissingBean
    RequestRejectedHandler requestRejectedHandler() {
        return new AccessProblems();
    }

    @Bean
    @Order(10)
    SecurityFilterChain commandSecurityFilterChain(HttpSecurity http, TokenView commandTokenView) {
        return byToken(http, commandTokenView, new AccessProblems())
                .securityMatcher(request -> API.matches(request) && !isQuestion(request))
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers(AccessProblems.FOR_ADMINS)
                                        .hasRole("ADMIN")
                                        .requestMatchers("/api/v1/changes")
                                        .hasAnyAuthority(
                                                RECORDS_CHANGES, "ROLE_RESPONDER", "ROLE_ADMIN")
                                        .anyRequest()
                                        .hasAnyRole("RESPONDER", "ADMIN"))
                .build();
    }

    /**
     * Figures are for whoever may view, on every node and whatever the log does: by the tokens as
     * this node has seen them.
     */
    @Bean
    @Order(15)
    SecurityFilterChain commandFiguresSecurityFilterChain(
            HttpSecurity http, KafkaEventStore log, EventCodec codec, Clock commandClock) {
        return byToken(
                        http,
                        new TokenView(log::lastSeen, codec, commandClock),
                        new AccessProblems())
                .securityMatcher(request -> isQuestion(request) && FIGURES.matches(request))
                .authorizeHttpRequests(
                        requests ->
                                requests.anyRequest().hasAnyRole("VIEWER", "RESPONDER", "ADMIN"))
                .build();
    }

    /**
     * What the application around the orders lets through where nothing else decides: health for
     * everybody. Whoever has a token is told that there is nothing else, and nobody else is told
     * anything.
     */
    public static SecurityFilterChain everythingElse(HttpSecurity http, TokenView tokens) {
        return byToken(http, tokens, AccessProblems::nothingHere)
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers(
                                                request ->
                                                        isQuestion(request)
                                                                && HEALTH.matches(request))
                                        .permitAll()
                                        // Answered 404 or, where an order is, 405.
                                        .requestMatchers("/api/**")
                                        .authenticated()
                                        .anyRequest()
                                        .denyAll())
                .build();
    }

    private static boolean isQuestion(HttpServletRequest request) {
        return QUESTIONS.contains(request.getMethod());
    }

    private static HttpSecurity byToken(
            HttpSecurity http, TokenView tokens, AccessDeniedHandler denied) {
        var problems = new AccessProblems();
        return http.oauth2ResourceServer(
                        server ->
                                server.opaqueToken(token -> token.introspector(tokens))
                                        .authenticationEntryPoint(problems)
                                        .accessDeniedHandler(denied))
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(problems)
                                        .accessDeniedHandler(denied))
                // A token in a header is sent by nobody's browser on its own.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
