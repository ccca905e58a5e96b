package io.incidentledger.acceptance.openapi;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.MayBeDry;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrderLines;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done at one address, as its controller declares it. */
record Operation(String method, String path, Method handler) {
    private static final String ROOT = "/api/v1";

    /** All that the two services take, whoever added it. */
    static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.incidentledger.command", "io.incidentledger.query")) {
            if (type.isAnnotatedWith(RestController.class)) {
                for (Method method : type.reflect().getDeclaredMethods()) {
                    all.addAll(of(type.reflect(), method));
                }
            }
        }
        all.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
        return all;
    }

    private static List<Operation> of(Class<?> controller, Method method) {
        RequestMapping mapped =
                AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapped == null) {
            return List.of();
        }
        RequestMapping within =
                AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        String root = within == null || within.path().length == 0 ? "" : within.path()[0];
        return Stream.of(mapped.path().length == 0 ? new String[] {""} : mapped.path())
                .map(path -> root + path)
                .peek(Operation::requireApi)
                .flatMap(
                        path ->
                                Arrays.stream(mapped.method())
                                        .map(verb -> new Operation(verb.name(), path, method)))
                .toList();
    }

    private static void requireApi(String path) {
        if (!path.startsWith(ROOT + "/")) {
            throw new AssertionError(path + " is not below " + ROOT);
        }
    }

    /** Whether the path itself says the format. */
    boolean suffixed() {
        return path.endsWith(".{suffix}");
    }

    boolean question() {
        return method.equals("GET");
    }

    /** By what a program calls it. */
    String id() {
        return Stream.of(path.substring(ROOT.length()).split("[/.{}-]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", question() ? "ask" : "order", ""));
    }

    /** Where it belongs: the last word of the package. */
    String tag() {
        String name = handler.getDeclaringClass().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The path as docs/orders.md writes it. */
    String shortPath() {
        return path.substring(ROOT.length());
    }

    boolean takes(String concretePath) {
        return concretePath.matches(
                path.replace(".", "\\.").replaceAll("\\{[a-zA-Z0-9]+}", "[^/]+"));
    }

    /** The body of an order; null for what takes none. */
    @Nullable Type body() {
        return order() == null ? null : argument(order().getParameterizedType());
    }

    /** Whether a file may come with the order. */
    boolean takesFile() {
        return order() != null && order().getType() != Order.class && !takesLines();
    }

    /** Whether many orders come in one body, one on every line. */
    boolean takesLines() {
        return order() != null && order().getType() == OrderLines.class;
    }

    boolean dryable() {
        return order() != null && order().isAnnotationPresent(MayBeDry.class);
    }

    private @Nullable Parameter order() {
        return Arrays.stream(handler.getParameters())
                .filter(
                        parameter ->
                                parameter.getParameterizedType() instanceof ParameterizedType type
                                        && type.getActualTypeArguments()[0] instanceof Class<?> body
                                        && Body.class.isAssignableFrom(body))
                .findFirst()
                .orElse(null);
    }

    /** What it is answered with, as its method declares it; {@code Object} where formats differ. */
    Type answer() {
        Type type = handler.getGenericReturnType();
        return type instanceof ParameterizedType p && p.getRawType() == ResponseEntity.class
                ? argument(type)
                : type;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
}
