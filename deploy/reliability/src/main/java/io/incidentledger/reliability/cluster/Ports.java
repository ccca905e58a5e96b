package io.incidentledger.reliability.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of 127.0.0.1 that were free a moment ago. Below the range from which the system gives ports
 * to outgoing connections, so that a dead member's port is still there when it comes back.
 */
final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 30_000;

    private int candidate =
            FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST - 1_000));

    int[] next(int count) {
        List<Integer> found = new ArrayList<>();
        while (found.size() < count) {
            candidate++;
            if (candidate >= LAST) {
                throw new IllegalStateException("no free ports below " + LAST);
            }
            try (ServerSocket socket =
                    new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                found.add(socket.getLocalPort());
            } catch (IOException taken) {
                // The next one.
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
