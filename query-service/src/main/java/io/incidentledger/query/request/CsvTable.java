package io.incidentledger.query.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 has it. A text that a spreadsheet would take for a formula has an apostrophe
 * before it; a number is a number. Not thread-safe.
 */
public final class CsvTable {
    private final StringBuilder out = new StringBuilder();
    private final CSVPrinter printer;

    public CsvTable(String... header) {
        try {
            printer = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(header).get());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * @param cells one for each column; null is empty
     */
    public void row(@Nullable Object... cells) {
        try {
            printer.printRecord(Arrays.stream(cells).map(CsvTable::cell));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static Object cell(@Nullable Object value) {
        return value == null ? "" : value instanceof Number ? value : harmless(value.toString());
    }

    /** As OWASP's page on CSV injection advises. */
    private static String harmless(String value) {
        return !value.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(value.charAt(0)) >= 0
                ? "'" + value
                : value;
    }
}
