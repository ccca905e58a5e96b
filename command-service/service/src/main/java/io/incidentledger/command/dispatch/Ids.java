package io.incidentledger.command.dispatch;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** New names: UUIDv7, rising with time; and names that follow from those of others. */
public final class Ids {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private static final NameBasedGenerator BY_NAME =
            Generators.nameBasedGenerator(UUID.fromString("0b1f7c5e-6a0d-4d2c-9f0e-5a3c1e8d7b42"));

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /** The name for what another system calls by this id: always the same (a UUIDv5). */
    public static UUID named(String system, String id) {
        // The separator is in neither: texts hold no NUL.
        return BY_NAME.generate(system + "\0" + id);
    }
}
