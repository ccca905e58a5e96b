package io.incidentledger.acceptance.openapi;

import io.incidentledger.events.Javadocs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tree says already: the Javadoc of the sources, and the tables of docs/orders.md. */
final class Words {
    static final Path TREE = tree();

    private static final Pattern ROW =
            Pattern.compile("^\\| `(/[^`]*)` \\| ([^|]*) \\| ?([^|]*?) ?\\|$", Pattern.MULTILINE);
    private static final Pattern REQUIRED = Pattern.compile("\\*\\*`([a-zA-Z]+)`\\*\\*");
    private static final Pattern PACKAGE = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private final Map<Path, Javadocs> javadocs = new HashMap<>();
    private final Map<String, OrderRow> orders = new TreeMap<>();

    /** What docs/orders.md says of one order. */
    record OrderRow(TreeSet<String> required, String words) {}

    Words() {
        String document = read(TREE.resolve("docs/orders.md"));
        for (Matcher row = ROW.matcher(document); row.find(); ) {
            orders.put(
                    row.group(1),
                    new OrderRow(
                            REQUIRED.matcher(row.group(2))
                                    .results()
                                    .map(field -> field.group(1))
                                    .collect(Collectors.toCollection(TreeSet::new)),
                            // Who may is said by the operation itself.
                            row.group(3)
                                    .replaceFirst("^for an admin(; |$)", "")
                                    .replace("](#", "](orders.md#")));
        }
    }

    /** By path below /api/v1; null for an order that the page does not have. */
    @Nullable OrderRow order(String path) {
        return orders.get(path);
    }

    /** Of a type, or of its component or method; null where the source says nothing. */
    @Nullable String of(Class<?> type, String member) {
        Path directory = sources(type.getPackageName());
        if (directory == null) {
            return null;
        }
        String name = type.getSimpleName() + (member.isEmpty() ? "" : "." + member);
        String words = javadocs.computeIfAbsent(directory, Javadocs::in).of(name);
        return words == null ? null : plain(words);
    }

    /** What package-info says. */
    String ofPackage(String name) {
        Matcher words = PACKAGE.matcher(read(sources(name).resolve("package-info.java")));
        return words.find()
                ? plain(words.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip())
                : "";
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@link(?:plain)? \\S+ ([^}]*)}", "$1")
                .replaceAll("\\{@link(?:plain)? (?:[^}#]*#)?([^}(]*)[^}]*}", "$1")
                .replaceAll("\\{@code ([^}]*)}", "$1")
                .replaceAll("</?[a-z]+>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static @Nullable Path sources(String packageName) {
        String directory = "src/main/java/" + packageName.replace('.', '/');
        return Stream.of(
                        "command-service/service",
                        "command-service/incident-events",
                        "query-service",
                        "postmortem-renderer",
                        "command-service/kafka-event-store",
                        "command-service/people-directory")
                .map(module -> TREE.resolve(module).resolve(directory))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    private static Path tree() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/orders.md"))) {
            root = root.getParent();
        }
        return root;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
