package io.incidentledger.postmortem.document;

import io.incidentledger.events.EvidenceFile;
import org.jspecify.annotations.Nullable;

/** Where a document gets the images that are to stand in it. */
@FunctionalInterface
public interface Images {
    /**
     * The content of an image; null where it stays beside the document, under its address. Asked
     * once for every place in which the image is shown.
     */
    byte @Nullable [] content(EvidenceFile image);
}
