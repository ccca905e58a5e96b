package io.incidentledger.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a first incident works as it is printed, and its lists are whole. */
class ReadmeIT {
    private static final Pattern SECTION = Pattern.compile("(?s)## A first incident\n(.*?)\n## ");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");

    @TempDir Path directory;

    @Test
    void a_first_incident_goes_from_declaration_to_postmortem() throws Exception {
        assumeThat(hasCurl()).as("curl is there").isTrue();
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort())) {
            List<String> blocks = blocks();
            assertThat(blocks).hasSize(3);

            String read = run(adapted(String.join("", blocks), program));

            assertThat(read)
                    .contains("| Resolved |")
                    .contains("# INC-1: Checkout answers 502")
                    .contains("The pool is **exhausted** since the deployment")
                    .contains("Rolled back to 4.1")
                    .contains("Alert on pool saturation")
                    .contains("FU-1");
        }
    }

    @Test
    void every_decision_is_listed_under_its_title() throws IOException {
        Path decisions = Path.of("..", "..", "docs", "decisions");
        List<String> titled = new ArrayList<>();
        try (var pages = Files.newDirectoryStream(decisions, "[0-9]*.md")) {
            for (Path page : pages) {
                String[] heading = Files.readAllLines(page).getFirst().split(" ", 3);
                titled.add("- [%s](%s) %s".formatted(heading[1], page.getFileName(), heading[2]));
            }
        }

        assertThat(Files.readAllLines(decisions.resolve("README.md")))
                .filteredOn(line -> line.startsWith("- "))
                .containsExactlyInAnyOrderElementsOf(titled);
    }

    private static List<String> blocks() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        var section = SECTION.matcher(readme);
        assertThat(section.find()).isTrue();
        return BLOCK.matcher(section.group(1)).results().map(block -> block.group(1)).toList();
    }

    private String adapted(String script, LedgerProgram program) {
        return script.replace("http://127.0.0.1:8080", program.address().toString())
                .replace("~/.incident-ledger", directory.toString());
    }

    private static boolean hasCurl() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
