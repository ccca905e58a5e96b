package io.incidentledger.reliability.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where runs start from and what they leave. */
final class Runs {
    static final Path LAUNCHER = Path.of("..", "ledger").toAbsolutePath().normalize();

    private Runs() {}

    /** A directory that is not there; what an earlier run left in it is deleted. */
    static Path fresh(String name) throws IOException {
        Path directory = Path.of("target", "reliability", name).toAbsolutePath();
        if (Files.exists(directory)) {
            try (Stream<Path> walk = Files.walk(directory)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return directory;
    }
}
