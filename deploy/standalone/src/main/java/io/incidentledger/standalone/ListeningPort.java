package io.incidentledger.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Whether a program can listen at a port. Asked before anything starts: found out late, it would
 * cost a start and read like a crash.
 */
public final class ListeningPort {
    private ListeningPort() {}

    /**
     * @throws StandsInTheWayException when it cannot be used, with the reason
     */
    public static void requireFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // As the server binds: a port whose last connections are still fading is not taken.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new StandsInTheWayException(
                    "This machine does not know the address " + host + ".", e);
        } catch (BindException e) {
            String message = String.valueOf(e.getMessage());
            throw new StandsInTheWayException(
                    message.contains("in use")
                            ? "Port "
                                    + port
                                    + " of "
                                    + host
                                    + " is in use by another program; choose another: --port."
                            : "Port " + port + " of " + host + " cannot be used: " + message + ".",
                    e);
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "Port " + port + " of " + host + " cannot be used: " + e.getMessage() + ".", e);
        }
    }
}
