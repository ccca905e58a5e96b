package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Strings to bytes without loss: Java would quietly write a question mark for half of a surrogate
 * pair.
 */
final class Utf8 {

    private Utf8() {}

    static byte[] bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    throw new IllegalArgumentException(
                            "half of a surrogate pair at " + i + ": not valid Unicode text");
                }
            }
        }
        return text.getBytes(UTF_8);
    }
}
