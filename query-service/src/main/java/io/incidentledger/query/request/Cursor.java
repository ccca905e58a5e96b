package io.incidentledger.query.request;

import io.incidentledger.query.request.Refusal.BadParameter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a page of a list ended: the sort, and the values by which the last row was sorted. Opaque
 * to clients.
 *
 * @param seen the view's position at the first page: what has moved since is where it was
 */
public record Cursor(String sort, String value, long opened, long seen) {
    private static final String PARAMETER = "cursor";
    private static final char PART = '\n';

    /** In a list in which nothing moves. */
    public Cursor(String sort, String value, long opened) {
        this(sort, value, opened, -1);
    }

    /**
     * The cursor of a question, or null for its first page.
     *
     * @throws BadParameter when it is not one of ours, or of another sort
     */
    public static @Nullable Cursor of(Asked asked, String sort) {
        String text = asked.text(PARAMETER);
        if (text == null) {
            return null;
        }
        try {
            String decoded =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = List.of(decoded.split(String.valueOf(PART), -1));
            if (parts.size() == 4 && parts.get(0).equals(sort)) {
                return new Cursor(
                        sort,
                        parts.get(1),
                        Long.parseLong(parts.get(2)),
                        Long.parseLong(parts.get(3)));
            }
        } catch (IllegalArgumentException wrong) {
            // Said below, as for a cursor of another sort.
        }
        throw new BadParameter(
                PARAMETER, text, "the cursor of a 'next' link, with the same 'sort'");
    }

    /** The link to the page after this one: the same question, with this cursor. */
    public String next(Asked asked) {
        String encoded =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                (sort + PART + value + PART + opened + PART + seen)
                                        .getBytes(StandardCharsets.UTF_8));
        return UriComponentsBuilder.fromPath(asked.request().getRequestURI())
                .query(asked.request().getQueryString())
                .replaceQueryParam(PARAMETER, encoded)
                .build()
                .toUriString();
    }
}
