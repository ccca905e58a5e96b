package io.incidentledger.standalone.serve;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * Tells the application where broker and database are, as soon as it asks and they are up: until
 * then the asking thread waits, and everything that does not need them goes on meanwhile.
 */
final class ServerProperties extends PropertySource<Servers> {
    ServerProperties(Servers servers) {
        super("servers", servers);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return switch (name) {
            case "ledger.standalone.kafka" -> getSource().kafka();
            case "ledger.standalone.postgres.url" -> getSource().database().url();
            case "ledger.standalone.postgres.username" -> getSource().database().username();
            case "ledger.standalone.postgres.password" -> getSource().database().password();
            default -> null;
        };
    }
}
