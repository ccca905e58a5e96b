package io.incidentledger.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many users were affected; both absent means unknown. {@code percent} is 0 to 100.
 *
 * @param count how many, 0 or more
 * @param percent how many of a hundred users, 0 to 100
 */
public record UsersAffected(@Nullable Long count, @Nullable Double percent) {
    public UsersAffected {
        if (count != null && count < 0) {
            throw new IllegalArgumentException("a count of users is 0 or more: " + count);
        }
        // Written so that it refuses NaN, too.
        if (percent != null && !(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentage of users is 0 to 100: " + percent);
        }
    }

    /** The percentage without needless zeros, as {@code 12.5}; null where it is unknown. */
    public @Nullable String plainPercent() {
        return percent == null
                ? null
                : BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    }
}
