package io.incidentledger.query.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Whoever asks, with GET and HEAD under /api, needs a token of a viewer or more; orders about the
 * view, and whoever takes all people along, need an admin.
 */
@Configuration(proxyBeanMethods = false)
class QuerySecurity {
    private static final Set<String> QUESTIONS =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    /**
     * What is ordered here is about the view, and for admins. Before the command service's chain,
     * which takes every other order under /api.
     */
    @Bean
    @Order(5)
    SecurityFilterChain queryViewOrdersSecurityChain(HttpSecurity http, ViewedTokens tokens) {
        return withTokens(http, tokens)
                .securityMatcher(
                        request ->
                                !QUESTIONS.contains(request.getMethod())
                                        && under(request, "views/"))
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .anyRequest()
                                        .hasRole("ADMIN"))
                .build();
    }

    @Bean
    @Order(20)
    SecurityFilterChain querySecurityChain(HttpSecurity http, ViewedTokens tokens) {
        return withTokens(http, tokens)
                .securityMatcher(QuerySecurity::question)
                .authorizeHttpRequests(
                        requests ->
                                requests
                                        // They end a request that was let in before.
                                        .dispatcherTypeMatchers(
                                                DispatcherType.ASYNC, DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers("/api/v1/people/export")
                                        .hasRole("ADMIN")
                                        .anyRequest()
                                        .hasRole("VIEWER"))
                .build();
    }

    static HttpSecurity withTokens(HttpSecurity http, ViewedTokens tokens) {
        AccessProblems problems = new AccessProblems();
        return http.oauth2ResourceServer(
                        server ->
                                server.opaqueToken(opaque -> opaque.introspector(tokens))
                                        .authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .addFilterBefore(problems::lookUp, BearerTokenAuthenticationFilter.class)
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static boolean question(HttpServletRequest request) {
        return QUESTIONS.contains(request.getMethod())
                && request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    private static boolean under(HttpServletRequest request, String path) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/" + path);
    }
}
