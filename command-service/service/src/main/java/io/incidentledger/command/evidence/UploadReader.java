package io.incidentledger.command.evidence;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.InvalidOrder;
import io.incidentledger.command.edge.LargeOrders;
import io.incidentledger.command.edge.Order;
import io.incidentledger.command.edge.OrderReader;
import io.incidentledger.command.edge.TooLong;
import io.incidentledger.command.evidence.Upload.Attached;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.evidence.EvidenceStore;
import io.incidentledger.evidence.Received;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Makes an {@link Upload} of a request: JSON is an order without a file; {@code
 * multipart/form-data} has the part {@code file} and, beside it, the order's JSON as the part
 * {@code order}. So many at the same time, and no file is ever in memory.
 */
public final class UploadReader implements HandlerMethodArgumentResolver {
    private static final int LONGEST_NAME = 200;
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    private final OrderReader orders;
    private final @Nullable EvidenceStore store;
    private final EvidenceSettings settings;
    private final int maxOrder;
    private final LargeOrders uploads;

    /**
     * @param store null when no files are taken
     * @param maxOrder how many bytes the order beside a file may have
     * @param patience how long an upload waits for others before it is refused
     */
    public UploadReader(
            OrderReader orders,
            @Nullable EvidenceStore store,
            EvidenceSettings settings,
            int maxOrder,
            Duration patience) {
        this.orders = orders;
        this.store = store;
        this.settings = settings;
        this.maxOrder = maxOrder;
        this.uploads = new LargeOrders(settings.uploads(), patience);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Upload.class;
    }

    @Override
    public Upload<?> resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request = OrderReader.request(web);
        if (!LargeOrders.mayHaveAFile(request)) {
            return new Upload<>(orders.read(parameter, request), null);
        }
        OrderReader.refuseQuery(request, false);
        if (store == null) {
            throw InvalidOrder.of(
                    "Content-Type",
                    "multipart/form-data",
                    "application/json with a link: this ledger keeps no files (it has no setting"
                            + " ledger.command.evidence.directory or"
                            + " ledger.command.evidence.bucket.name)");
        }
        if (request.getContentLengthLong() > settings.maxFile().toBytes() + maxOrder) {
            LargeOrders.readAway(request);
            throw tooLong();
        }
        uploads.take(1);
        boolean attached = false;
        try {
            Upload<?> upload = read(parameter, request, store);
            attached = true;
            return upload;
        } finally {
            if (!attached) {
                uploads.release(1);
            }
        }
    }

    private Upload<?> read(
            MethodParameter parameter, HttpServletRequest request, EvidenceStore keeping)
            throws IOException {
        Part file = null;
        Part said = null;
        for (Part part : parts(request)) {
            boolean again;
            switch (part.getName()) {
                case "file" -> {
                    again = file != null;
                    file = part;
                }
                case "order" -> {
                    again = said != null;
                    said = part;
                }
                default ->
                        throw InvalidOrder.of(
                                part.getName(), null, "the parts file and order, each once");
            }
            if (again) {
                throw InvalidOrder.of(part.getName(), null, "this part once");
            }
        }
        if (file == null || file.getSize() == 0) {
            throw InvalidOrder.of(
                    "file", null, "a file of 1 to " + settings.maxFile().toBytes() + " bytes");
        }
        if (file.getSize() > settings.maxFile().toBytes()) {
            throw tooLong();
        }
        Received received;
        try (InputStream bytes = file.getInputStream()) {
            received = keeping.receive(bytes);
        }
        boolean whole = false;
        try {
            EvidenceFile described =
                    new EvidenceFile(
                            received.sha256(),
                            mediaType(received),
                            received.size(),
                            name(file.getSubmittedFileName()));
            Order<? extends Body> order =
                    orders.read(
                            said == null ? new byte[0] : bytes(said),
                            parameter,
                            request,
                            received.sha256().getBytes(StandardCharsets.US_ASCII));
            whole = true;
            return new Upload<>(order, new Attached(received, described, () -> uploads.release(1)));
        } finally {
            if (!whole) {
                received.close();
            }
        }
    }

    /** The container writes them to its own temporary files, which go with the request. */
    private Collection<Part> parts(HttpServletRequest request) throws IOException {
        try {
            return request.getParts();
        } catch (IllegalStateException | SizeException overLimit) {
            LargeOrders.readAway(request);
            throw tooLong();
        } catch (ServletException notOne) {
            throw InvalidOrder.of("Content-Type", request.getContentType(), "multipart/form-data");
        }
    }

    private TooLong tooLong() {
        return new TooLong("an evidence file", settings.maxFile().toBytes());
    }

    private byte[] bytes(Part said) throws IOException {
        if (said.getSize() > maxOrder) {
            throw new TooLong("an order", maxOrder);
        }
        try (InputStream json = said.getInputStream()) {
            return json.readAllBytes();
        }
    }

    /** From the bytes alone: what a sender says of them, or calls them, proves nothing. */
    private String mediaType(Received received) throws IOException {
        String found;
        try (InputStream bytes = Files.newInputStream(received.file())) {
            found = TYPES.detect(new BufferedInputStream(bytes), new Metadata()).toString();
        }
        if (!settings.types().contains(found)) {
            throw InvalidOrder.of(
                    "file", found, "a file that is " + String.join(", ", settings.types()));
        }
        return found;
    }

    private static String name(@Nullable String submitted) {
        String given = submitted == null ? "" : submitted;
        int path = Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1;
        String name =
                given.substring(Math.max(path, given.length() - LONGEST_NAME))
                        .replaceAll("\\p{C}", "")
                        .strip();
        return name.isEmpty() ? "file" : name;
    }
}
