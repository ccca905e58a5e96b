package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Pairs of strings as one header value, in the form of a URL's query: {@code
 * incident=0199&number=INC-42}. Sorted, so that the same pairs are the same bytes. Every character
 * but letters, digits and {@code -._~:@/} is percent-encoded UTF-8.
 */
final class Pairs {

    private static final String HEX = "0123456789ABCDEF";
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = Character.isLetterOrDigit(c) || "-._~:@/".indexOf(c) >= 0;
        }
    }

    private Pairs() {}

    static String encode(Collection<Map.Entry<String, String>> pairs) {
        List<Map.Entry<String, String>> sorted = new ArrayList<>(pairs);
        sorted.sort(
                Map.Entry.<String, String>comparingByKey()
                        .thenComparing(Map.Entry.comparingByValue()));
        StringBuilder text = new StringBuilder(64 * sorted.size());
        for (Map.Entry<String, String> pair : sorted) {
            if (!text.isEmpty()) {
                text.append('&');
            }
            append(text, pair.getKey());
            text.append('=');
            append(text, pair.getValue());
        }
        return text.toString();
    }

    static List<Map.Entry<String, String>> decode(String text) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('&', start);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', start);
            if (equals < 0 || equals > end) {
                throw new IllegalArgumentException(
                        "no '=' in the pair at " + start + " of \"" + text + "\"");
            }
            pairs.add(
                    Map.entry(
                            plain(text.substring(start, equals)),
                            plain(text.substring(equals + 1, end))));
            start = end + 1;
        }
        return pairs;
    }

    private static void append(StringBuilder text, String part) {
        if (isPlain(part)) {
            text.append(part);
            return;
        }
        for (byte b : Utf8.bytes(part)) {
            if (b >= 0 && PLAIN[b]) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
    }

    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '%') {
                bytes.write(c);
            } else if (i + 2 < part.length()) {
                bytes.write(Integer.parseInt(part, i + 1, i + 3, 16));
                i += 2;
            } else {
                throw new IllegalArgumentException(
                        "a percent sign without two digits in \"" + part + "\"");
            }
        }
        return bytes.toString(UTF_8);
    }
}
