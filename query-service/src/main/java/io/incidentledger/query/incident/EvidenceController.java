package io.incidentledger.query.incident;

import io.incidentledger.events.EntryContent.EvidenceItem;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.evidence.DamagedFileException;
import io.incidentledger.evidence.EvidenceFiles;
import io.incidentledger.evidence.KeptFile;
import io.incidentledger.evidence.MissingFileException;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Refusal.Lost;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Refusal.NotNow;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Serves the files that entries name, as long as these are not redacted. Whatever is in a file, a
 * browser shows it or saves it, and never runs it.
 */
@RestController
@RequestMapping("/api/v1/incidents/{incident}/evidence")
final class EvidenceController {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceController.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** What browsers show without running anything of it. */
    private static final Set<String> SHOWN =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain");

    private final LedgerView view;
    private final @Nullable EvidenceFiles files;

    EvidenceController(LedgerView view, QuerySettings settings) {
        this.view = view;
        this.files = settings.evidence().files();
    }

    /** A file that an entry of the incident names, by the hash of its content. */
    @GetMapping("/{sha256}")
    @Nullable ResponseEntity<InputStreamResource> file(
            @PathVariable String incident,
            @PathVariable String sha256,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Asked asked = Asked.of(request);
        ResponseEntity<EvidenceFile> found =
                view.answer(
                        asked,
                        snapshot -> ResponseEntity.ok(named(snapshot, incident, sha256, asked)));
        // Nothing is opened for a client that has it already.
        if (new ServletWebRequest(request, response).checkNotModified("\"" + sha256 + "\"")) {
            return null;
        }
        EvidenceFile named = Objects.requireNonNull(found.getBody());
        KeptFile kept = open(named);
        return ResponseEntity.ok()
                .headers(found.getHeaders())
                // A redaction is heeded at once, by caches too.
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Content-Disposition", disposition(named).toString())
                .contentType(mediaType(named))
                .contentLength(kept.size())
                .body(new InputStreamResource(kept.bytes()));
    }

    /** The file of this hash, if an entry of this incident names it that is not redacted. */
    private static EvidenceFile named(
            Snapshot snapshot, String incident, String sha256, Asked asked) {
        return FindHistory.history(snapshot, incident, asked).history().timeline().stream()
                .map(
                        item ->
                                item.event() instanceof TimelineEntryRecorded entry
                                                && entry.content() instanceof EvidenceItem evidence
                                        ? evidence.file()
                                        : null)
                .filter(file -> file != null && file.sha256().equals(sha256))
                .findFirst()
                .orElseThrow(() -> new NotFound(incident + " has no evidence file " + sha256));
    }

    private KeptFile open(EvidenceFile named) {
        if (files == null) {
            throw new Lost(
                    "This node serves no files: it has no setting ledger.query.evidence.directory"
                            + " or ledger.query.evidence.bucket.name");
        }
        try {
            return files.open(named.sha256());
        } catch (MissingFileException missing) {
            LOG.error("A file that an entry names cannot be served", missing);
            throw new Lost("The file is not in the evidence store: restore it from its backup");
        } catch (DamagedFileException damaged) {
            LOG.error("A file that an entry names cannot be served", damaged);
            throw new Lost(
                    "The file in the evidence store is not the one that was recorded: restore it"
                            + " from its backup");
        } catch (IOException failure) {
            LOG.error("A file that an entry names cannot be served", failure);
            throw new NotNow("The evidence store does not give the file just now", RETRY_AFTER);
        }
    }

    private static ContentDisposition disposition(EvidenceFile file) {
        ContentDisposition.Builder how =
                SHOWN.contains(file.mediaType())
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment();
        return how.filename(file.name(), StandardCharsets.UTF_8).build();
    }

    private static MediaType mediaType(EvidenceFile file) {
        try {
            return file.mediaType().equals(MediaType.TEXT_PLAIN_VALUE)
                    ? new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)
                    : MediaType.parseMediaType(file.mediaType());
        } catch (InvalidMediaTypeException unknown) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
