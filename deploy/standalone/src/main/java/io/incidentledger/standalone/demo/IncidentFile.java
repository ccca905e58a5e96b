package io.incidentledger.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code research-incident/1} files. */
final class IncidentFile {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private IncidentFile() {}

    /**
     * @throws UnreadableFileException with a sentence for the person who named the file
     */
    static ResearchIncident read(Path file) throws UnreadableFileException {
        try {
            return JSON.readValue(Files.readAllBytes(file), ResearchIncident.class);
        } catch (NoSuchFileException e) {
            throw new UnreadableFileException(file + " does not exist", e);
        } catch (IOException e) {
            throw new UnreadableFileException(file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new UnreadableFileException(
                    file + " is not a past incident that can be read: " + reason(e), e);
        }
    }

    private static @Nullable String reason(JacksonException e) {
        Throwable cause = e.getCause();
        String place =
                e.getLocation() == null || e.getLocation().getLineNr() < 0
                        ? ""
                        : " (line " + e.getLocation().getLineNr() + ")";
        return (cause instanceof IllegalArgumentException
                        ? cause.getMessage()
                        : e.getOriginalMessage())
                + place;
    }

    static final class UnreadableFileException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableFileException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
