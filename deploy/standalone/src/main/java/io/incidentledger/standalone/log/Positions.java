package io.incidentledger.standalone.log;

import java.util.TreeSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Positions as people write them: {@code 17,40-44}. */
record Positions(TreeSet<Long> all) {

    private static final int MOST = 1_000_000;

    static final class Converter implements ITypeConverter<Positions> {
        @Override
        public Positions convert(String text) {
            return of(text);
        }
    }

    static Positions of(String text) {
        TreeSet<Long> positions = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            try {
                long first = Long.parseLong(ends[0].strip());
                long last = Long.parseLong(ends[ends.length - 1].strip());
                if (ends.length > 2 || first < 0 || last < first || last - first >= MOST) {
                    throw new NumberFormatException(part);
                }
                for (long position = first; position <= last; position++) {
                    positions.add(position);
                }
            } catch (NumberFormatException wrong) {
                throw new TypeConversionException(
                        "'" + part + "' is no position; positions are written as 17,40-44");
            }
        }
        return new Positions(positions);
    }

    boolean has(long position) {
        return all.contains(position);
    }
}
