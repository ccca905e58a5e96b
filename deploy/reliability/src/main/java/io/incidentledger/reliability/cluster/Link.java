package io.incidentledger.reliability.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on the loopback interface that can be cut. Cut silently, it takes what is sent and
 * passes nothing on, as a network that drops packets; what was sent meanwhile arrives when it is
 * whole again, as TCP's repetitions do. Cut loudly, it closes every connection at once.
 * Thread-safe.
 */
public final class Link implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private State state = State.WHOLE;

    private enum State {
        WHOLE,
        SILENT,
        LOUD,
        CLOSED
    }

    /** Listens on any free port; nothing gets through before {@link #leadTo}. */
    public Link() {
        try {
            listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("link-" + port()).start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Where new connections go: a port on 127.0.0.1. */
    public void leadTo(int port) {
        target = port;
    }

    /** Nothing gets through, and nobody is told. */
    public void cutSilently() {
        enter(State.SILENT);
    }

    /** Every connection is closed, and new ones are at once. */
    public void cutLoudly() {
        enter(State.LOUD);
        closeAll();
    }

    /** Whole again. */
    public void mend() {
        enter(State.WHOLE);
    }

    @Override
    public void close() {
        enter(State.CLOSED);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }

    private void enter(State next) {
        lock.lock();
        try {
            if (state != State.CLOSED) {
                state = next;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the link is silent; returns whether it is whole. */
    private boolean pass() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.SILENT) {
                changed.await();
            }
            return state == State.WHOLE;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (true) {
            Socket near;
            try {
                near = listener.accept();
            } catch (IOException closed) {
                return;
            }
            sockets.add(near);
            Thread.ofVirtual().start(() -> connect(near));
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            if (pass()) {
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                sockets.add(far);
                Thread.ofVirtual().start(() -> pump(near, far));
                pump(far, near);
                return;
            }
        } catch (IOException refused) {
            // The near side is told by the close.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(near);
        close(far);
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(buffer);
            while (read >= 0 && pass()) {
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
            // Also the end of a connection must not get through a cut.
            pass();
        } catch (IOException ended) {
            // Both sides are closed below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(from);
        close(to);
    }

    private void closeAll() {
        sockets.forEach(this::close);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }
}
