package io.incidentledger.command.forward;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A node that does not write until a test says so; what it carries out itself it echoes. */
final class FollowingNode implements AutoCloseable, Forwarding.Writing {
    static final long MAX_UPLOAD = 1 << 20;
    static final int MAX_ORDER = 4_096;

    private final Tomcat tomcat = new Tomcat();
    volatile boolean here;
    volatile String elsewhere;

    FollowingNode(Path directory, Duration patience, Duration timeout) {
        tomcat.setBaseDir(directory.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", directory.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("forwarding");
        filter.setFilter(
                new Forwarding(
                        this,
                        "http://this-node:1",
                        MAX_ORDER,
                        MAX_ORDER,
                        MAX_UPLOAD,
                        2,
                        directory,
                        new ForwardSettings(patience, timeout, null),
                        null));
        context.addFilterDef(filter);
        FilterMap everything = new FilterMap();
        everything.setFilterName("forwarding");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
        Tomcat.addServlet(context, "here", new Here());
        context.addServletMappingDecoded("/*", "here");
        try {
            tomcat.getConnector();
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    @Override
    public boolean here() {
        return here;
    }

    @Override
    public Optional<String> elsewhere() {
        return Optional.ofNullable(elsewhere);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static final class Here extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getOutputStream().write("here: ".getBytes());
            response.getOutputStream().write(request.getInputStream().readAllBytes());
        }
    }
}
