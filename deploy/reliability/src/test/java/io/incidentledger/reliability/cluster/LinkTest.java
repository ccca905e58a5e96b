package io.incidentledger.reliability.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final int SOON = 200;

    private final Link link = new Link();
    private ServerSocket server;

    @BeforeEach
    void an_echo_behind_the_link() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        link.leadTo(server.getLocalPort());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void whole_it_passes_everything_on() throws IOException {
        try (Socket socket = connected()) {
            assertThat(said(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void cut_silently_nothing_gets_through_until_it_is_mended() throws IOException {
        try (Socket socket = connected()) {
            said(socket, 1);

            link.cutSilently();
            assertThatThrownBy(() -> said(socket, 2)).isInstanceOf(SocketTimeoutException.class);

            link.mend();
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void cut_silently_it_still_takes_connections() throws IOException {
        link.cutSilently();
        try (Socket socket = connected()) {
            assertThatThrownBy(() -> said(socket, 3)).isInstanceOf(SocketTimeoutException.class);

            link.mend();
            assertThat(socket.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void cut_loudly_connections_end() throws IOException {
        try (Socket socket = connected()) {
            said(socket, 1);

            link.cutLoudly();

            assertThat(ended(socket)).isTrue();
        }
        try (Socket another = connected()) {
            assertThat(ended(another)).isTrue();
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(SOON);
        return socket;
    }

    private static int said(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
        return socket.getInputStream().read();
    }

    private static boolean ended(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> echo(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            int read = socket.getInputStream().read();
            while (read >= 0) {
                socket.getOutputStream().write(read);
                read = socket.getInputStream().read();
            }
        } catch (IOException ended) {
            // The test is over.
        }
    }
}
