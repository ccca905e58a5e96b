package io.incidentledger.query.incident;

import io.incidentledger.events.EvidenceFile;
import io.incidentledger.evidence.DamagedFileException;
import io.incidentledger.evidence.EvidenceFiles;
import io.incidentledger.evidence.KeptFile;
import io.incidentledger.evidence.MissingFileException;
import io.incidentledger.postmortem.document.Images;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of one document, as long as they are small and the store gives them. The others stay
 * beside it: a document without an image is better than none. Not thread-safe.
 */
final class EvidenceImages implements Images {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceImages.class);

    /** As large as an image may be that stands in a document: a screenshot, not a scan. */
    static final int LARGEST = 1 << 20;

    private static final long ALL = 8L << 20;

    private final @Nullable EvidenceFiles files;
    private long left = ALL;
    private boolean missed;

    EvidenceImages(@Nullable EvidenceFiles files) {
        this.files = files;
    }

    @Override
    public byte @Nullable [] content(EvidenceFile image) {
        if (files == null || image.size() > Math.min(LARGEST, left)) {
            return null;
        }
        try (KeptFile kept = files.open(image.sha256())) {
            if (kept.size() > Math.min(LARGEST, left)) {
                return null;
            }
            left -= kept.size();
            return kept.bytes().readAllBytes();
        } catch (MissingFileException | DamagedFileException lost) {
            LOG.error("A document is without an image", lost);
            missed = true;
            return null;
        } catch (IOException failure) {
            LOG.error("A document is without its images", failure);
            missed = true;
            // Nobody waits once for each of them.
            left = -1;
            return null;
        }
    }

    /** Whether one was not to be had that may be there the next time. */
    boolean missed() {
        return missed;
    }
}
