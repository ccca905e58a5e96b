package io.incidentledger.command.imports;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A past incident: where it comes from, its declaration, and every order after it. */
record ImportBody(
        @Nullable SourceBody source,
        @Nullable PastDeclaration declare,
        @Nullable List<@Nullable OrderStep> orders)
        implements Body {
    /** What one append takes in any case, and more than anybody tells of one incident. */
    private static final int MOST_ORDERS = 2_000;

    /** Where it was recorded before. */
    record SourceBody(@Nullable String system, @Nullable String id, @Nullable String url)
            implements Body {
        @Override
        public void check(Checks checks) {
            checks.text("/system", system, Checks.LINE);
            checks.text("/id", id, Checks.LINE);
            checks.link("/url", url);
        }

        Source source() {
            return new Source(requireNonNull(system), requireNonNull(id), url);
        }
    }

    @Override
    public void check(Checks checks) {
        if (source != null) {
            checks.within("/source", source);
        }
        checks.required("/declare", declare, "what declares an incident, as POST /incidents takes");
        if (orders != null && orders.size() > MOST_ORDERS) {
            checks.reject(
                    "/orders", orders.size() + " orders", "at most " + MOST_ORDERS + " orders");
        } else {
            checks.past(() -> checkPast(checks));
        }
    }

    private void checkPast(Checks checks) {
        if (declare != null) {
            checks.within("/declare", declare);
        }
        Map<String, Class<? extends Opened>> named = new HashMap<>();
        for (int i = 0; orders != null && i < orders.size(); i++) {
            OrderStep step = orders.get(i);
            checks.required("/orders/" + i, step, OrderStep.ACCEPTED);
            if (step != null) {
                checks.within("/orders/" + i, step);
                step.check(checks, "/orders/" + i, named);
            }
        }
    }

    /**
     * @throws RefusedByRule when an order names something that is not there
     */
    ImportIncident enter(IncidentId incident, Directory directory) {
        Entering entering = new Entering(incident, directory);
        List<Step> steps = new ArrayList<>();
        List<@Nullable OrderStep> all = requireNonNullElse(orders, List.of());
        for (int i = 0; i < all.size(); i++) {
            steps.addAll(requireNonNull(all.get(i)).steps("/orders/" + i, entering));
        }
        DeclareIncident declared = requireNonNull(declare).body().declare(incident).asHistory();
        return new ImportIncident(source == null ? null : source.source(), declared, steps);
    }
}
