package io.incidentledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketSettingsTest {
    @Test
    void the_name_is_enough_and_keys_are_never_shown() {
        assertThat(bucket("evidence", null, null, null, null, null))
                .hasToString("the bucket evidence");
        assertThat(bucket("evidence", "https://s3.example.org:9000", "ledger/", "me", "hush", null))
                .hasToString("the bucket evidence at https://s3.example.org:9000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Evidence", "a/b", "-abc", " evidence"})
    void a_name_is_that_of_a_bucket(String name) {
        refused(() -> bucket(name, null, null, null, null, null), "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3.example.org",
                "ftp://s3.example.org",
                "https://me:hush@s3.example.org",
                "https://s3.example.org/evidence",
                "https://s3.example.org?a=b",
                "https:///"
            })
    void an_endpoint_is_a_server(String endpoint) {
        refused(() -> bucket("evidence", endpoint, null, null, null, null), "endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "/ledger/", "../", "a//b/", "a b/", "./"})
    void a_prefix_is_names_that_end_with_a_slash(String prefix) {
        refused(() -> bucket("evidence", null, prefix, null, null, null), "prefix");
    }

    @Test
    void a_key_comes_with_its_secret() {
        refused(() -> bucket("evidence", null, null, "me", null, null), "secret-key");
        refused(() -> bucket("evidence", null, null, null, "hush", null), "secret-key");
    }

    @Test
    void a_timeout_is_neither_nothing_nor_for_ever() {
        refused(() -> bucket("evidence", null, null, null, null, Duration.ZERO), "timeout");
        refused(() -> bucket("evidence", null, null, null, null, Duration.ofHours(1)), "timeout");
    }

    private static void refused(Runnable settings, String setting) {
        assertThatThrownBy(settings::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an evidence bucket's " + setting + " is ")
                .hasMessageNotContaining("hush");
    }

    private static BucketSettings bucket(
            String name,
            String endpoint,
            String prefix,
            String accessKey,
            String secretKey,
            Duration timeout) {
        return new BucketSettings(
                name,
                endpoint == null ? null : URI.create(endpoint),
                null,
                prefix,
                accessKey,
                secretKey,
                null,
                timeout);
    }
}
