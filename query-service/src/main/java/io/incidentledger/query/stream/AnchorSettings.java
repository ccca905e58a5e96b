package io.incidentledger.query.stream;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Anchors of the log's head.
 *
 * @param keyFile the file with the key pair that signs them, made at the first use and readable by
 *     its owner only; give every node the same one. Default: none, and no anchors
 */
@ConfigurationProperties("ledger.query.anchor")
public record AnchorSettings(@Nullable Path keyFile) {}
