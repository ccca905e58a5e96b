package io.incidentledger.query.metrics;

import io.incidentledger.events.Role;
import io.incidentledger.postmortem.history.IncidentCost;
import io.incidentledger.postmortem.history.IncidentHistory;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people's time costs, under {@code ledger.query.cost}: the metrics of an incident then say
 * what it cost. What cannot be meant stops the start, by name.
 *
 * @param currency an ISO 4217 code. Default: none
 * @param rates an hour's rate by role, {@code lead}, {@code responder} or one of your own. Default:
 *     none, and nothing is said of costs. A role without a rate costs nothing
 */
@ConfigurationProperties("ledger.query.cost")
public record CostSettings(
        @Nullable Currency currency, @DefaultValue Map<String, BigDecimal> rates) {

    public CostSettings {
        rates = Map.copyOf(rates);
        if (currency == null && !rates.isEmpty()) {
            throw new IllegalArgumentException(
                    "ledger.query.cost.rates need a ledger.query.cost.currency, EUR for example");
        }
        rates.forEach(
                (role, rate) -> {
                    // Refuses what no role can be.
                    new Role(role);
                    if (rate.signum() < 0) {
                        throw new IllegalArgumentException(
                                "ledger.query.cost.rates." + role + " is below zero");
                    }
                });
    }

    /** All of it, the same of the same settings. */
    public String words() {
        return currency + " " + new TreeMap<>(rates);
    }

    /** What an incident cost; null where no rates are configured. */
    public @Nullable IncidentCost of(IncidentHistory history) {
        if (currency == null || rates.isEmpty()) {
            return null;
        }
        Map<Role, BigDecimal> byRole = new HashMap<>();
        rates.forEach((role, rate) -> byRole.put(new Role(role), rate));
        return IncidentCost.of(
                history, currency.getCurrencyCode(), currency.getDefaultFractionDigits(), byRole);
    }
}
