package io.incidentledger.reliability.check;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found. Not thread-safe. */
final class Faults {
    private final List<Fault> found = new ArrayList<>();

    void add(Fault.Kind kind, String sentence) {
        found.add(new Fault(kind, sentence));
    }

    List<Fault> found() {
        return List.copyOf(found);
    }
}
