package io.incidentledger.events;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The severity that follows from the four questions of triage, and why: a suggestion, which never
 * takes the place of what a person said.
 *
 * <p>Data that is lost, wrong, or may be, is {@link Severity#SEV1}, and so is every user affected,
 * whatever the way round. Else it goes by the share of the users: from 10 percent on SEV2, from 1
 * percent SEV3, fewer SEV4, nobody SEV5; with a way round a step lower. Unsure means the higher: a
 * share that nobody knows counts as 10 percent or more, and a way round that nobody knows as none.
 *
 * @param reason in English, without a word of what people wrote
 */
public record SuggestedSeverity(Severity severity, String reason) {
    private static final double ALL = 100;
    private static final double MANY = 10;
    private static final double SOME = 1;

    /** What the answers suggest; null while no question is answered. */
    public static @Nullable SuggestedSeverity of(@Nullable Impact impact) {
        if (impact == null || impact.equals(new Impact(null, null, null, null))) {
            return null;
        }
        return switch (impact.dataLoss()) {
            case LOST -> new SuggestedSeverity(Severity.SEV1, "data is lost");
            case CORRUPTED -> new SuggestedSeverity(Severity.SEV1, "data is wrong");
            case SUSPECTED ->
                    new SuggestedSeverity(
                            Severity.SEV1, "data may be lost; unsure means the higher");
            case NONE -> byUsers(impact);
            case null -> byUsers(impact);
        };
    }

    private static SuggestedSeverity byUsers(Impact impact) {
        List<String> reasons = new ArrayList<>();
        Severity severity = ofUsers(impact.users(), reasons);
        if (severity != Severity.SEV1
                && severity != Severity.SEV5
                && impact.workaround() != null
                && impact.workaround().exists()) {
            severity = Severity.values()[severity.ordinal() + 1];
            reasons.add("there is a way round it");
        }
        return new SuggestedSeverity(severity, String.join("; ", reasons));
    }

    private static Severity ofUsers(@Nullable UsersAffected users, List<String> reasons) {
        Double percent = users == null ? null : users.percent();
        Long count = users == null ? null : users.count();
        if (percent == null) {
            if (count != null && count == 0) {
                reasons.add("no user is affected");
                return Severity.SEV5;
            }
            reasons.add(
                    "nobody knows which share of the users is affected; unsure means the higher");
            return Severity.SEV2;
        }
        if (percent == 0 && count != null && count > 0) {
            reasons.add("few users are affected");
            return Severity.SEV4;
        }
        if (percent == ALL) {
            reasons.add("all users are affected");
            return Severity.SEV1;
        }
        if (percent == 0) {
            reasons.add("no user is affected");
            return Severity.SEV5;
        }
        if (percent >= MANY) {
            reasons.add("10 percent of the users or more are affected");
            return Severity.SEV2;
        }
        if (percent >= SOME) {
            reasons.add("1 percent of the users or more are affected");
            return Severity.SEV3;
        }
        reasons.add("fewer than 1 percent of the users are affected");
        return Severity.SEV4;
    }
}
