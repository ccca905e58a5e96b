package io.incidentledger.events;

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
        SuggestedSeverity full = byUsers(impact.users());
        boolean wayRound = impact.workaround() != null && impact.workaround().exists();
        return switch (full.severity) {
            case SEV2, SEV3, SEV4 ->
                    wayRound
                            ? new SuggestedSeverity(
                                    Severity.values()[full.severity.ordinal() + 1],
                                    full.reason + "; there is a way round it")
                            : full;
            case SEV1, SEV5 -> full;
        };
    }

    private static SuggestedSeverity byUsers(@Nullable UsersAffected users) {
        Double percent = users == null ? null : users.percent();
        Long count = users == null ? null : users.count();
        if (percent == null) {
            return count != null && count == 0
                    ? new SuggestedSeverity(Severity.SEV5, "no user is affected")
                    : new SuggestedSeverity(
                            Severity.SEV2,
                            "nobody knows which share of the users is affected; unsure means the"
                                    + " higher");
        }
        if (percent == ALL) {
            return new SuggestedSeverity(Severity.SEV1, "all users are affected");
        }
        if (percent >= MANY) {
            return new SuggestedSeverity(
                    Severity.SEV2, "10 percent of the users or more are affected");
        }
        if (percent >= SOME) {
            return new SuggestedSeverity(
                    Severity.SEV3, "1 percent of the users or more are affected");
        }
        return percent > 0 || (count != null && count > 0)
                ? new SuggestedSeverity(
                        Severity.SEV4, "fewer than 1 percent of the users are affected")
                : new SuggestedSeverity(Severity.SEV5, "no user is affected");
    }
}
