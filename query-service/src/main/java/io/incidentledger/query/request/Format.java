package io.incidentledger.query.request;

import io.incidentledger.query.request.Refusal.NotAcceptable;
import io.incidentledger.query.request.Refusal.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The formats of documents and reports, by suffix of the path or by {@code Accept}. */
public enum Format {
    JSON("json", MediaType.APPLICATION_JSON),
    CSV("csv", new MediaType("text", "csv", StandardCharsets.UTF_8)),
    MARKDOWN("md", new MediaType("text", "markdown", StandardCharsets.UTF_8)),
    HTML("html", new MediaType("text", "html", StandardCharsets.UTF_8)),
    TEXT("txt", new MediaType("text", "plain", StandardCharsets.UTF_8));

    private final String suffix;
    private final MediaType type;

    Format(String suffix, MediaType type) {
        this.suffix = suffix;
        this.type = type;
    }

    public MediaType type() {
        return type;
    }

    /** A report in this format, which is one of JSON, CSV and Markdown. */
    public <R> ResponseEntity<Object> answer(
            R report, Function<R, String> csv, Function<R, String> markdown) {
        return answer(
                switch (this) {
                    case CSV -> csv.apply(report);
                    case MARKDOWN, HTML -> markdown.apply(report);
                    case JSON, TEXT -> report;
                });
    }

    /** What is in this format already. */
    public ResponseEntity<Object> answer(Object body) {
        return ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT).contentType(type).body(body);
    }

    /**
     * The format that was asked for: the suffix's, else the one that {@code Accept} likes best.
     *
     * @param offered in the order of preference
     * @throws NotFound when no such suffix is offered
     * @throws NotAcceptable when {@code Accept} names none of the offered
     */
    public static Format asked(
            HttpServletRequest request, @Nullable String suffix, Format... offered) {
        if (suffix != null) {
            return Arrays.stream(offered)
                    .filter(format -> format.suffix.equals(suffix))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new NotFound(
                                            "There is no '."
                                                    + suffix
                                                    + "' of this; there is "
                                                    + listed(offered)));
        }
        List<MediaType> accepted = accepted(request, offered);
        return Arrays.stream(offered)
                .map(format -> format.liked(accepted))
                .flatMap(Optional::stream)
                // Stable: among equals what the client wrote first, then what we offer first.
                .min(
                        Comparator.comparingDouble((Liked liked) -> -liked.quality)
                                .thenComparing(Liked::place))
                .map(Liked::format)
                .orElseThrow(() -> new NotAcceptable(listed(offered)));
    }

    private record Liked(Format format, double quality, int place) {}

    /**
     * How much a client likes this format: what the most specific of its ranges says, as RFC 9110
     * has it (12.5.1); empty when that is zero, or there is none.
     */
    private Optional<Liked> liked(List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(bare(type)))
                .min(
                        Comparator.comparing(MediaType::isWildcardType)
                                .thenComparing(MediaType::isWildcardSubtype))
                .filter(range -> range.getQualityValue() > 0)
                .map(range -> new Liked(this, range.getQualityValue(), accepted.indexOf(range)));
    }

    private static List<MediaType> accepted(HttpServletRequest request, Format... offered) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank()) {
            return List.of(MediaType.ALL);
        }
        try {
            return MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException wrong) {
            throw new NotAcceptable(listed(offered));
        }
    }

    private static MediaType bare(MediaType type) {
        return new MediaType(type.getType(), type.getSubtype());
    }

    private static String listed(Format... offered) {
        return Arrays.stream(offered)
                .map(format -> bare(format.type) + " (." + format.suffix + ")")
                .collect(Collectors.joining(", "));
    }
}
