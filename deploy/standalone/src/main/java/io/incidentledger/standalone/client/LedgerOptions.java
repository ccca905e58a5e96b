package io.incidentledger.standalone.client;

import io.incidentledger.standalone.Running;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running ledger is meant, and who speaks to it: the options of commands that do. */
public final class LedgerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port of the ledger on this machine",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Integer port;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "the address of a ledger elsewhere; otherwise the one of the data directory",
            showDefaultValue = Visibility.NEVER)
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "the access token; otherwise LEDGER_TOKEN or the admin token of the data directory",
            showDefaultValue = Visibility.NEVER)
    private @Nullable String token;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the data directory of the running ledger",
            defaultValue = "${env:HOME:-${sys:user.home}}/.incident-ledger")
    private Path dataDirectory;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    public LedgerOptions() {}

    /**
     * @throws ParameterException when the options contradict each other
     */
    public LedgerClient client() {
        if (port != null && url != null) {
            throw new ParameterException(spec.commandLine(), "Give --port or --url, not both.");
        }
        if (url != null && givenToken() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url needs --token (or LEDGER_TOKEN): this machine's token stays on it.");
        }
        return new LedgerClient(address(), token());
    }

    public URI address() {
        if (url != null) {
            return url;
        }
        if (port != null) {
            return URI.create("http://127.0.0.1:" + port);
        }
        Running running = Running.read(dataDirectory);
        return running == null ? URI.create("http://127.0.0.1:8080") : running.address();
    }

    /** The file with the token that is taken when none is given; null when one is. */
    public @Nullable Path tokenFile() {
        return givenToken() == null && Files.exists(adminToken()) ? adminToken() : null;
    }

    private String token() {
        String given = givenToken();
        if (given != null) {
            return given;
        }
        try {
            return Files.readString(adminToken()).strip();
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "There is no token in "
                            + adminToken()
                            + "; give one with --token, or the running ledger's --data-dir.",
                    e);
        }
    }

    private @Nullable String givenToken() {
        return token != null ? token : System.getenv("LEDGER_TOKEN");
    }

    private Path adminToken() {
        return dataDirectory.resolve("admin.token");
    }
}
