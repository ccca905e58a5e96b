package io.incidentledger.command.forward;

import java.net.URI;
import java.util.Set;

/** Where the other nodes reach this one: {@code http://host:port}. */
public final class NodeAddress {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]");

    private NodeAddress() {}

    /**
     * @throws IllegalArgumentException when nobody could send an order there
     */
    public static void check(URI address) {
        boolean bare =
                address.getRawQuery() == null
                        && address.getRawFragment() == null
                        && address.getRawUserInfo() == null
                        && String.valueOf(address.getRawPath()).isEmpty();
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                || address.getHost() == null
                || !bare) {
            throw new IllegalArgumentException(
                    "the address of this node is http://HOST:PORT or https://HOST:PORT, not "
                            + address);
        }
        if (EVERYWHERE.contains(address.getHost())) {
            throw new IllegalArgumentException(
                    "the address of this node is one that the other nodes reach, not " + address);
        }
    }
}
