package io.incidentledger.eventstore.anchor;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log was like at a moment: the chain at a position covers all of history up to it. One line
 * of text, to be mailed, printed or committed where whoever could change the log has no hand:
 *
 * <pre>{@code
 * event-log-anchor/1 ledger=incident-ledger position=1233 chain=5f0c… time=2026-11-21T07:25:00Z key=… signature=…
 * }</pre>
 *
 * <p>Immutable. That it holds says nothing about who signed it: ask {@link #signedBy}.
 *
 * @param ledger the topic's name when it was signed, for people. A ledger that was restored under
 *     another name keeps its chain, and so its anchors
 * @param position of the last event at that time
 * @param chain of that event, 64 hex digits
 * @param time when it was signed, by the signer's clock
 * @param key the signer's public key, Ed25519, 32 bytes in base64url without padding
 * @param signature Ed25519 over the line up to the blank before {@code signature=}, base64url
 *     without padding
 */
public record Anchor(
        String ledger, long position, String chain, Instant time, String key, String signature) {

    static final String FORM = "event-log-anchor/1";

    // Mail breaks lines at blanks and quotes with '>'.
    private static final String GAP = "[\\s>]+";
    private static final Pattern LINE =
            Pattern.compile(
                    FORM
                            + GAP
                            + "ledger=(?<ledger>[a-zA-Z0-9._-]{1,249})"
                            + GAP
                            + "position=(?<position>\\d{1,18})"
                            + GAP
                            + "chain=(?<chain>[0-9a-f]{64})"
                            + GAP
                            + "time=(?<time>[0-9TZ:.-]{20,30})"
                            + GAP
                            + "key=(?<key>[A-Za-z0-9_-]{43})"
                            + GAP
                            + "signature=(?<signature>[A-Za-z0-9_-]{86})(?![A-Za-z0-9_=-])");

    /**
     * All anchors in a text, whatever stands around them, in the order of the text. Line breaks
     * between the parts of an anchor, as mail makes them, do no harm.
     *
     * @throws MalformedAnchorException when something begins like an anchor and is none: better
     *     that than to pass over the one that would have told
     */
    public static List<Anchor> in(String text) {
        List<Anchor> anchors = new ArrayList<>();
        Matcher matcher = LINE.matcher(text);
        int begun = text.indexOf(FORM);
        while (begun >= 0) {
            if (!matcher.find(begun) || matcher.start() != begun) {
                throw new MalformedAnchorException(
                        text.substring(begun, Math.min(text.length(), begun + 60)));
            }
            anchors.add(of(matcher));
            begun = text.indexOf(FORM, matcher.end());
        }
        return anchors;
    }

    /** The line, without a line break at its end. */
    public String line() {
        return signed(ledger, position, chain, time, key) + " signature=" + signature;
    }

    /** Whether the owner of this public key signed exactly this. */
    public boolean signedBy(String publicKey) {
        return key.equals(publicKey)
                && AnchorKey.verifies(
                        publicKey, signed(ledger, position, chain, time, key), signature);
    }

    static String signed(String ledger, long position, String chain, Instant time, String key) {
        return FORM
                + " ledger="
                + ledger
                + " position="
                + position
                + " chain="
                + chain
                + " time="
                + time
                + " key="
                + key;
    }

    private static Anchor of(Matcher matcher) {
        try {
            Anchor anchor =
                    new Anchor(
                            matcher.group("ledger"),
                            Long.parseLong(matcher.group("position")),
                            matcher.group("chain"),
                            Instant.parse(matcher.group("time")),
                            matcher.group("key"),
                            matcher.group("signature"));
            if (anchor.time().toString().equals(matcher.group("time"))) {
                return anchor;
            }
        } catch (DateTimeException wrong) {
            // Said below, as for a time that is written in another way than we do.
        }
        throw new MalformedAnchorException(matcher.group());
    }

    @Override
    public String toString() {
        return line();
    }
}
