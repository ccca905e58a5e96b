package io.incidentledger.evidence;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of an S3-compatible store, which is there already. Below its prefix nobody but the
 * ledger writes.
 *
 * @param name 3 to 63 lower-case letters, digits, dots and hyphens
 * @param endpoint {@code http[s]://host[:port]}. Default: Amazon's, of the region
 * @param region Default: {@code us-east-1}, which most other stores do not look at
 * @param prefix which all keys begin with: names that each end with a slash. Default: none
 * @param accessKey with {@code secretKey}. Default: what the machine offers in its environment, its
 *     profile or its role
 * @param pathStyle whether the name stands in the path and not in the host. Default: with an
 *     endpoint, yes
 * @param timeout for how long the store may not answer, 100 ms to 5 minutes. Default: 10 s; to take
 *     a file in it has a second more for every MB. With less, a slow store turns people away; with
 *     more, they wait for one that is dead
 */
public record BucketSettings(
        String name,
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable String prefix,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable Boolean pathStyle,
        @Nullable Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,63}");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]{0,62}/)*");

    public BucketSettings {
        require(name != null && NAME.matcher(name).matches(), "name", "the name of a bucket");
        require(endpoint == null || isServer(endpoint), "endpoint", "http[s]://host[:port]");
        require(region == null || REGION.matcher(region).matches(), "region", "a region's name");
        require(
                prefix == null || PREFIX.matcher(prefix).matches(),
                "prefix",
                "names that each end with a slash, as ledger/evidence/");
        require(
                (accessKey == null) == (secretKey == null),
                "secret-key",
                "there with access-key, or neither is");
        require(
                timeout == null
                        || (timeout.compareTo(Duration.ofMillis(100)) >= 0
                                && timeout.compareTo(Duration.ofMinutes(5)) <= 0),
                "timeout",
                "100 ms to 5 minutes");
    }

    /** Where it is, without keys. */
    @Override
    public String toString() {
        return "the bucket " + name + (endpoint == null ? "" : " at " + endpoint);
    }

    private static boolean isServer(URI endpoint) {
        return ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                && endpoint.getHost() != null
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && (endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"));
    }

    private static void require(boolean sound, String setting, String form) {
        if (!sound) {
            throw new IllegalArgumentException("an evidence bucket's " + setting + " is " + form);
        }
    }
}
