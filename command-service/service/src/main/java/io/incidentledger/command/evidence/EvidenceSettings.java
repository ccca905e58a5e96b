package io.incidentledger.command.evidence;

import io.incidentledger.evidence.BucketSettings;
import io.incidentledger.evidence.EvidenceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which evidence files are taken, and where they are kept.
 *
 * @param directory a folder that every command node and every query node reaches under the same
 *     names, to be backed up with the log. Default: none
 * @param bucket where they are kept instead of in a directory, in an S3-compatible store. Default:
 *     none; without both no files are taken
 * @param types the media types that are taken, as they are found from the bytes. Default: images
 *     (PNG, JPEG, GIF, WebP), PDF, plain text, gzip and zip. What a browser would run (HTML, SVG)
 *     is served without being run, and still better left out
 * @param maxFile how large a file may be. Default 25 MB, at most 1 GB. With less, screenshots and
 *     logs stay elsewhere; with more, disks fill
 * @param uploads how many files may come in at the same time, at least 1. Default 4. Each takes up
 *     to twice its size of the disk meanwhile; more wait for each other, and after the patience are
 *     answered 503
 */
public record EvidenceSettings(
        @Nullable Path directory,
        @Nullable BucketSettings bucket,
        @DefaultValue({
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "application/pdf",
                    "text/plain",
                    "application/gzip",
                    "application/zip"
                })
                List<String> types,
        @DefaultValue("25MB") DataSize maxFile,
        @DefaultValue("4") int uploads) {
    private static final long MOST = 1L << 30;

    public EvidenceSettings {
        types = List.copyOf(types);
        if (maxFile.toBytes() < 1 || maxFile.toBytes() > MOST) {
            throw new IllegalArgumentException(
                    "ledger.command.evidence.max-file is 1 B to 1 GB, not " + maxFile);
        }
        if (uploads < 1 || uploads > 1_000) {
            throw new IllegalArgumentException(
                    "ledger.command.evidence.uploads is 1 to 1000, not " + uploads);
        }
    }

    /** Where files are kept; null when none are taken. */
    public @Nullable EvidenceStore store() throws IOException {
        return bucket != null
                ? EvidenceStore.bucket(bucket)
                : directory != null ? EvidenceStore.folder(directory) : null;
    }
}
