package io.incidentledger.standalone.serve;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses commands while the disk of the data directory is nearly full. A broker that finds it full
 * gives up for good; questions can be answered all the same. Safe for use by many threads.
 */
final class FullDiskFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(FullDiskFilter.class);

    private final LongSupplier freeBytes;
    private final DataSize leastFree;
    private volatile boolean full;

    FullDiskFilter(LongSupplier freeBytes, DataSize leastFree) {
        this.freeBytes = freeBytes;
        this.leastFree = leastFree;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isQuestion(request) || hasRoom()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "30");
        response.setContentType("application/problem+json");
        response.getWriter()
                .write(
                        """
                        {"type":"urn:incident-ledger:problem:disk-nearly-full",\
                        "title":"The disk of the ledger is nearly full","status":503,\
                        "detail":"Less than %d MB are free where the ledger keeps its data. \
                        Nothing was written; make room and send the same again.",\
                        "outcome":"none"}"""
                                .formatted(leastFree.toMegabytes()));
    }

    private boolean hasRoom() {
        boolean nowFull = freeBytes.getAsLong() < leastFree.toBytes();
        if (nowFull != full) {
            full = nowFull;
            LOG.warn(
                    nowFull
                            ? "The disk is nearly full (less than {} MB free): commands are refused until there is room"
                            : "There is room on the disk again (more than {} MB free): commands are accepted",
                    leastFree.toMegabytes());
        }
        return !nowFull;
    }

    private static boolean isQuestion(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
    }
}
