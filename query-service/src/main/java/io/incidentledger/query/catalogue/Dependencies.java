package io.incidentledger.query.catalogue;

import io.incidentledger.query.view.Snapshot;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which service needs which, as the catalogue says. Services that are not run any more need
 * nothing. Circles are real: each service is met once, by the shortest way. Immutable.
 */
public final class Dependencies {
    private final Map<String, Known> services = new HashMap<>();
    private final Map<String, List<String>> needs = new HashMap<>();
    private final Map<String, List<String>> neededBy = new HashMap<>();

    private Dependencies() {}

    private record Known(@Nullable String owner, boolean retired) {}

    /**
     * A service by the way to another.
     *
     * @param distance how many dependencies lie between; 0 for the service itself
     * @param known whether the catalogue has it
     */
    public record Related(
            String name, int distance, boolean known, boolean retired, @Nullable String owner) {}

    /**
     * All that the catalogue says. It is small: a service or so for each of those who work on it.
     */
    public static Dependencies of(Snapshot view) {
        Dependencies all = new Dependencies();
        view.jdbc()
                .sql("select name, owner, retired, dependencies from service order by name")
                .query(
                        row -> {
                            all.add(
                                    row.getString("name"),
                                    new Known(row.getString("owner"), row.getBoolean("retired")),
                                    row.getArray("dependencies"));
                        });
        return all;
    }

    private void add(String service, Known known, Array dependencies) throws SQLException {
        services.put(service, known);
        if (!known.retired()) {
            for (String dependency : (String[]) dependencies.getArray()) {
                needs.computeIfAbsent(service, name -> new ArrayList<>()).add(dependency);
                neededBy.computeIfAbsent(dependency, name -> new ArrayList<>()).add(service);
            }
        }
    }

    /** The services and all that they need, through each other, the nearest first. */
    public List<Related> neededBy(Collection<String> those) {
        return reached(those, needs);
    }

    /** The services and all that need them, through each other, the nearest first. */
    public List<Related> needing(Collection<String> those) {
        return reached(those, neededBy);
    }

    private List<Related> reached(Collection<String> from, Map<String, List<String>> ways) {
        Map<String, Integer> distances = new LinkedHashMap<>();
        from.forEach(service -> distances.put(service, 0));
        var left = new ArrayDeque<>(distances.keySet());
        while (!left.isEmpty()) {
            String service = left.remove();
            for (String next : ways.getOrDefault(service, List.of())) {
                if (distances.putIfAbsent(next, distances.getOrDefault(service, 0) + 1) == null) {
                    left.add(next);
                }
            }
        }
        return distances.entrySet().stream()
                .map(entry -> related(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Related related(String name, int distance) {
        Known known = services.get(name);
        return known == null
                ? new Related(name, distance, false, false, null)
                : new Related(name, distance, true, known.retired(), known.owner());
    }
}
