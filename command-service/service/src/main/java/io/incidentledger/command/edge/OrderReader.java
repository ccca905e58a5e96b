package io.incidentledger.command.edge;

import io.incidentledger.command.access.TokenView;
import io.incidentledger.command.dispatch.Ids;
import io.incidentledger.command.dispatch.OrderDesk.Slip;
import io.incidentledger.events.Handle;
import io.incidentledger.eventstore.EventStoreFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JavaType;

/** Makes an {@link Order} of a request. Large ones wait for room, small ones never. */
public final class OrderReader implements HandlerMethodArgumentResolver {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    // After the version the answer of a question may tell what was redacted since, or is overdue,
    // and what a document was made with.
    private static final Pattern VERSION =
            Pattern.compile("\"(\\d{1,19})([-+]\\d{1,19}){0,2}(~[0-9a-f]{1,8})?\"");

    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    private final StrictJson json = new StrictJson();
    private final Map<MethodParameter, JavaType> types = new ConcurrentHashMap<>();
    private final TokenView tokens;
    private final int limit;
    private final LargeOrders large;
    private final UnknownHandles unknownHandles;
    private final LineFiles lineFiles;
    private final Runnable proof;

    /**
     * @param limit how many bytes an order may have
     * @param room how many bytes of large orders may be read at the same time, at least {@code
     *     limit}
     * @param patience how long a large order waits for room before it is refused
     * @param lineFiles where many orders wait that came in one body
     * @param proof throws {@link EventStoreFailure} when the ledger is not proven to be this node's
     */
    public OrderReader(
            TokenView tokens,
            UnknownHandles unknownHandles,
            int limit,
            int room,
            Duration patience,
            LineFiles lineFiles,
            Runnable proof) {
        this.tokens = tokens;
        this.unknownHandles = unknownHandles;
        this.limit = limit;
        this.large = new LargeOrders(room, patience);
        this.lineFiles = lineFiles;
        this.proof = proof;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Order.class
                || parameter.getParameterType() == OrderLines.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        return parameter.getParameterType() == Order.class
                ? read(parameter, request(web))
                : lines(parameter, request(web));
    }

    private OrderLines<?> lines(MethodParameter parameter, HttpServletRequest request)
            throws IOException {
        refuseQuery(request, parameter.hasParameterAnnotation(MayBeDry.class));
        requireType(OrderLines.TYPE, request.getContentType());
        for (String name : List.of("Idempotency-Key", "If-Match")) {
            if (header(request, name) != null) {
                throw InvalidOrder.of(
                        name, header(request, name), "nothing here: each line is its own order");
            }
        }
        return new OrderLines<Body>(
                lineFiles.received(request),
                limit,
                json -> line(json, parameter, request),
                large,
                unknownHandles,
                proof,
                request);
    }

    /** A line is the order that it would be alone, with a key that it would have there. */
    private Order<Body> line(byte[] json, MethodParameter parameter, HttpServletRequest request) {
        return checked(
                json,
                parameter,
                request,
                "import:" + HexFormat.of().formatHex(sha256().digest(json)),
                request.getRequestURI() + "/incidents",
                new byte[0],
                null);
    }

    /** The request of an order. */
    public static HttpServletRequest request(NativeWebRequest web) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("an order came in without a request");
        }
        return request;
    }

    /**
     * The order that a request's body is.
     *
     * @param parameter says what body the order has
     */
    public Order<?> read(MethodParameter parameter, HttpServletRequest request) throws IOException {
        refuseQuery(request, parameter.hasParameterAnnotation(MayBeDry.class));
        if (request.getContentLengthLong() > limit) {
            throw tooLong(request);
        }
        byte[] start = request.getInputStream().readNBytes(LargeOrders.SMALL);
        if (start.length < LargeOrders.SMALL) {
            return read(start, parameter, request);
        }
        // Without a length it may be as long as an order can be.
        int needed =
                request.getContentLengthLong() < 0
                        ? limit
                        : Math.toIntExact(request.getContentLengthLong());
        large.take(needed);
        try {
            return read(whole(start, request), parameter, request);
        } finally {
            large.release(needed);
        }
    }

    private Order<?> read(byte[] bytes, MethodParameter parameter, HttpServletRequest request) {
        if (bytes.length > 0) {
            requireType(MediaType.APPLICATION_JSON, request.getContentType());
        }
        return read(bytes, parameter, request, new byte[0]);
    }

    /**
     * An order whose JSON came as a part of the body.
     *
     * @param bytes the JSON; none at all is an order without fields
     * @param parameter says what body the order has
     * @param beside stands for what else makes this order another one
     */
    public Order<?> read(
            byte[] bytes, MethodParameter parameter, HttpServletRequest request, byte[] beside) {
        return checked(
                bytes.length == 0 ? EMPTY_OBJECT : bytes,
                parameter,
                request,
                key(request),
                request.getRequestURI(),
                beside,
                version(request));
    }

    private Order<Body> checked(
            byte[] given,
            MethodParameter parameter,
            HttpServletRequest request,
            @Nullable String key,
            String address,
            byte[] beside,
            @Nullable String version) {
        Body body = json.read(given, types.computeIfAbsent(parameter, this::bodyType));
        Checks checks = new Checks();
        body.check(checks);
        checks.done();
        return order(
                request,
                body,
                key == null ? Ids.next().toString() : key,
                key != null,
                hash(request.getMethod(), address, json.canonical(given), beside),
                version);
    }

    private Order<Body> order(
            HttpServletRequest request,
            Body body,
            String commandId,
            boolean repeatable,
            String hash,
            @Nullable String version) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal token)) {
            throw new IllegalStateException("an order came in without a token");
        }
        tokens.requireStillOpen(token);
        Handle actor = new Handle(token.getName());
        return new Order<>(
                body,
                new Slip(
                        actor.value(),
                        String.valueOf(token.<Object>getAttribute(TokenView.TOKEN_ID)),
                        commandId,
                        repeatable,
                        hash,
                        version,
                        unknownHandles.look(actor, body, request)));
    }

    private byte[] whole(byte[] start, HttpServletRequest request) throws IOException {
        byte[] rest = request.getInputStream().readNBytes(limit - start.length + 1);
        if (start.length + rest.length > limit) {
            throw tooLong(request);
        }
        byte[] whole = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, whole, start.length, rest.length);
        return whole;
    }

    private TooLong tooLong(HttpServletRequest request) throws IOException {
        LargeOrders.readAway(request);
        return new TooLong(limit);
    }

    /** An order is in its body. */
    public static void refuseQuery(HttpServletRequest request, boolean dryable) {
        String query = request.getQueryString();
        if (dryable ? !MayBeDry.Asked.well(query) : query != null) {
            throw InvalidOrder.of(
                    "?",
                    query,
                    dryable
                            ? "dryRun=true, or nothing: an order is in its body"
                            : "nothing here: an order is in its body");
        }
    }

    private static void requireType(MediaType type, @Nullable String contentType) {
        try {
            if (contentType != null
                    && type.equalsTypeAndSubtype(MediaType.parseMediaType(contentType))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // Answered below, like any other type that is not ours.
        }
        throw new WrongMediaType(type, Checks.shortened(contentType));
    }

    private JavaType bodyType(MethodParameter parameter) {
        return json.type(ResolvableType.forMethodParameter(parameter).getGeneric(0).getType());
    }

    private static @Nullable String key(HttpServletRequest request) {
        String key = header(request, "Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw InvalidOrder.of(
                    "Idempotency-Key", key, "1 to 200 visible ASCII characters without spaces");
        }
        return key;
    }

    private static @Nullable String version(HttpServletRequest request) {
        String version = header(request, "If-Match");
        if (version == null || version.equals("*")) {
            return null;
        }
        Matcher etag = VERSION.matcher(version);
        if (!etag.matches()) {
            throw InvalidOrder.of(
                    "If-Match", version, "an ETag of what this is about, as \"42\", or *");
        }
        return etag.group(1);
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        List<String> given = Collections.list(request.getHeaders(name));
        if (given.size() > 1) {
            throw InvalidOrder.of(name, String.join(", ", given), "this header once");
        }
        return given.isEmpty() ? null : given.getFirst();
    }

    private static String hash(String method, String address, byte[] body, byte[] beside) {
        MessageDigest sha256 = sha256();
        sha256.update(method.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(address.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(body);
        return HexFormat.of().formatHex(sha256.digest(beside));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
