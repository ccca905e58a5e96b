package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.anchor.Anchor;
import io.incidentledger.eventstore.anchor.AnchorKey;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which anchors are held against the log, and whose signature is good enough. */
final class Trust {

    @Option(
            names = "--anchor",
            paramLabel = "FILE",
            description =
                    "a text with anchors in it, one or many, as mailed or committed; - for standard"
                            + " input. May be given several times")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "the public key that must have signed them (ledger anchor --public-key), kept where"
                            + " nobody who can change the log can reach it; otherwise the one in the data"
                            + " directory. May be given several times")
    private List<String> keys = new ArrayList<>();

    /**
     * @throws StandsInTheWayException when one is not signed by a key that is trusted: it says
     *     nothing about the log then, for or against it
     */
    List<Anchor> anchors(LogPlace place, Function<String, ParameterException> misunderstood) {
        for (String key : keys) {
            if (!AnchorKey.isPublicKey(key)) {
                throw misunderstood.apply(
                        "--key is a public key as ledger anchor --public-key prints it, not "
                                + key);
            }
        }
        List<Anchor> anchors = new ArrayList<>();
        for (Path file : files) {
            List<Anchor> found = Anchor.in(text(file));
            if (found.isEmpty()) {
                throw new StandsInTheWayException("There is no anchor in " + file + ".");
            }
            anchors.addAll(found);
        }
        if (!anchors.isEmpty()) {
            List<String> trusted = keys.isEmpty() ? List.of(ownKey(place, misunderstood)) : keys;
            anchors.forEach(anchor -> requireSigned(anchor, trusted));
        }
        return anchors;
    }

    private static void requireSigned(Anchor anchor, List<String> trusted) {
        if (trusted.stream().noneMatch(anchor::signedBy)) {
            throw new StandsInTheWayException(
                    "The anchor of position "
                            + anchor.position()
                            + ", dated "
                            + anchor.time()
                            + ", is not signed by a key that is trusted here; it was changed, or is"
                            + " somebody else's (key "
                            + anchor.key()
                            + ").");
        }
    }

    private static String ownKey(
            LogPlace place, Function<String, ParameterException> misunderstood) {
        @Nullable Path directory = place.directory();
        Path file = directory == null ? null : AnchorCommand.keyIn(directory);
        if (file == null || !Files.exists(file)) {
            throw misunderstood.apply("Say whose anchors are trusted: --key.");
        }
        return AnchorKey.madeOnce(file).publicKey();
    }

    private static String text(Path file) {
        try {
            byte[] bytes =
                    file.toString().equals("-")
                            ? System.in.readAllBytes()
                            : Files.readAllBytes(file);
            // What is not text around an anchor does it no harm.
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "The anchors in " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
