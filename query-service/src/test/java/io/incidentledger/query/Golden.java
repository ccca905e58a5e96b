package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.query.request.SignedDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What reports read like. With {@code -Dgolden.write=true} written, to be looked at and committed.
 */
public final class Golden {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .addModule(SignedDuration.module())
                    .build();

    private Golden() {}

    /**
     * @param answer as the client of a question gets it
     */
    public static void assertGoldenJson(String name, Object answer) throws IOException {
        assertGolden(name, MAPPER.writeValueAsString(answer));
    }

    public static void assertGolden(String name, String actual) throws IOException {
        Path file = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
