package io.incidentledger.events;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the sources of one package say of a type, a component or a method: written once, for all
 * readers.
 */
public final class Javadocs {
    private final Map<String, String> byName;

    private Javadocs(Map<String, String> byName) {
        this.byName = byName;
    }

    /** A type's simple name, or {@code Type.component}; null where the source says nothing. */
    public @Nullable String of(String name) {
        return byName.get(name);
    }

    /**
     * @param sources the directory of the package
     */
    public static Javadocs in(Path sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files =
                        Files.list(sources).filter(file -> file.toString().endsWith(".java"));
                var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files.toList()));
            Scanner scanner = new Scanner(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            return new Javadocs(Map.copyOf(scanner.found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final Map<String, String> found = new HashMap<>();
        private final DocTrees docs;
        private String type = "";

        private Scanner(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree node, Void nothing) {
            String outer = type;
            type = node.getSimpleName().toString();
            note(type);
            super.visitClass(node, nothing);
            type = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree node, Void nothing) {
            note(type + "." + node.getName());
            return super.visitMethod(node, nothing);
        }

        private void note(String name) {
            DocCommentTree doc = docs.getDocCommentTree(getCurrentPath());
            if (doc == null) {
                return;
            }
            found.put(name, text(doc.getFullBody()));
            for (DocTree tag : doc.getBlockTags()) {
                if (tag instanceof ParamTree param) {
                    String words = text(param.getDescription());
                    found.put(
                            name + "." + param.getName(),
                            Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".");
                }
            }
        }

        private static String text(List<? extends DocTree> parts) {
            return parts.stream()
                    .map(part -> part instanceof LiteralTree code ? code.getBody() : part)
                    .map(Object::toString)
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }
}
