package io.incidentledger.standalone.serve;

import io.incidentledger.command.CommandServiceConfiguration;
import io.incidentledger.command.access.AccessConfiguration;
import io.incidentledger.command.access.TokenView;
import io.incidentledger.eventstore.AppendGuard;
import io.incidentledger.query.QueryConfiguration;
import io.incidentledger.standalone.StopDelay;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.unit.DataSize;

/** Both services in one application on one port. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class) // errors are problems
@Import({CommandServiceConfiguration.class, QueryConfiguration.class, StopDelay.class})
class LedgerApplication {

    /** What neither service answers. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain standaloneSecurityFilterChain(
            HttpSecurity http, TokenView commandTokenView) {
        return AccessConfiguration.everythingElse(http, commandTokenView);
    }

    /**
     * @param leastFree commands are refused while less than this is free (default 256 MB). Too
     *     little, and the broker may find the disk full in the middle of a write, which ends it;
     *     too much refuses work that there is room for.
     */
    @Bean
    AppendGuard standaloneDiskSpace(
            @Value("${ledger.standalone.data-dir}") Path dataDirectory,
            @Value("${ledger.standalone.least-free:256MB}") DataSize leastFree) {
        return new DiskSpace(() -> dataDirectory.toFile().getUsableSpace(), leastFree);
    }
}
