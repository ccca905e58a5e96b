package io.incidentledger.standalone.client;

import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.client.LedgerClient.Answer;
import io.incidentledger.standalone.client.LedgerClient.RefusedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Enters a file of past incidents into a running ledger, one of them on every line. */
@Command(
        name = "import",
        description = {
            "Enter past incidents into a running ledger, from a file with one on every line (JSON Lines), each"
                    + " as POST /import/incidents takes it.",
            "Every line is told of: created, already there, or refused and why; a refused one does not stop"
                    + " the others. Run again, it adds nothing twice; broken off, it goes on.",
            "Ends with 0 when no line was refused, else with 1."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ImportCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of a file of any length so many lines are remembered: some 20 MB. */
    private static final int REMEMBERED = 100_000;

    @Spec private CommandSpec spec;

    @Mixin private LedgerOptions options;

    @Option(
            names = "--dry-run",
            description = "record nothing, and say what would be recorded and what is odd about it",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private boolean dryRun;

    @Parameters(paramLabel = "FILE", description = "past incidents, one on every line")
    private Path file;

    private int created;
    private int present;
    private int refused;

    /** Of a dry run: what the lines before would create. */
    private final Set<String> wouldBe = new HashSet<>();

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    ImportCommand() {}

    @Override
    public Integer call() throws RefusedException {
        PrintWriter out = spec.commandLine().getOut();
        try (LedgerClient ledger = options.client();
                InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long seen = dryRun ? -1 : head(ledger);
            Lines lines = new Lines(in);
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (isBlank(line)) {
                    continue;
                }
                String told;
                try {
                    if (lines.tooLong()) {
                        throw new RefusedException("it has more than " + Lines.LONGEST + " bytes");
                    }
                    Answer answer = order(ledger, line);
                    told = dryRun ? wouldBe(answer.body(), line) : told(answer, seen);
                    seen = Math.max(seen, answer.position());
                } catch (RefusedException e) {
                    refused++;
                    told = "refused: " + e.getMessage();
                }
                out.println("line " + lines.number() + ": " + told);
                // Whoever waits for a long file sees how far it is.
                out.flush();
            }
        } catch (NoSuchFileException e) {
            throw new StandsInTheWayException(file + " does not exist.", e);
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    file
                            + " cannot be read ("
                            + e.getMessage()
                            + "). Run the same command again: it goes on where it broke off.",
                    e);
        }
        out.println(
                (created + present + refused)
                        + " incidents: "
                        + created
                        + (dryRun ? " would be created, " : " created, ")
                        + present
                        + " already there, "
                        + refused
                        + " refused");
        out.flush();
        return refused == 0 ? 0 : 1;
    }

    private Answer order(LedgerClient ledger, byte[] line) throws RefusedException {
        // The same line has the same key: of one that has no source, this tells that it was done.
        return ledger.order(
                "import/incidents" + (dryRun ? "?dryRun=true" : ""), line, "import:" + hash(line));
    }

    private String told(Answer answer, long seen) {
        // What was answered before is answered again in the same words, but happened before.
        if (answer.changed() && answer.position() > seen) {
            created++;
            return answer.named() + " created" + warnings(answer.body());
        }
        present++;
        return answer.named() + " already there";
    }

    private String wouldBe(JsonNode answer, byte[] line) {
        @Nullable String already = answer.path("already").asString(null);
        if (already != null) {
            present++;
            return already + " already there";
        }
        String itself = itself(line);
        if (wouldBe.contains(itself)) {
            present++;
            return "an earlier line enters it already";
        }
        if (wouldBe.size() < REMEMBERED) {
            wouldBe.add(itself);
        }
        created++;
        return "would be created, with "
                + answer.path("events").asInt()
                + " events"
                + warnings(answer);
    }

    /** What comes from the same place is the same incident; of a line without one, the line is. */
    private static String itself(byte[] line) {
        JsonNode source = JSON.readTree(line).path("source");
        return source.isObject()
                ? source.path("system").asString() + "\n" + source.path("id").asString()
                : hash(line);
    }

    private static String warnings(JsonNode answer) {
        StringBuilder told = new StringBuilder();
        for (JsonNode warning : answer.path("warnings")) {
            told.append("; ").append(warning.asString());
        }
        return told.toString();
    }

    private static long head(LedgerClient ledger) throws RefusedException {
        return ledger.number("log/head", "log");
    }

    private static boolean isBlank(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).isBlank();
    }

    private static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
