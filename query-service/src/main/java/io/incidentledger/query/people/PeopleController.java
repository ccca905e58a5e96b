package io.incidentledger.query.people;

import io.incidentledger.people.Contact;
import io.incidentledger.people.DirectoryUnavailableException;
import io.incidentledger.people.KnownPeople;
import io.incidentledger.people.Listing;
import io.incidentledger.people.PeopleDirectory;
import io.incidentledger.query.people.PersonAnswer.Kind;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Refusal.NotNow;
import io.incidentledger.query.view.QuerySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers from memory, and lets nobody on the way keep what it says. */
@RestController
@RequestMapping("/api/v1/people")
final class PeopleController {
    /** The header that names the change of the directory which the answer must include. */
    private static final String MIN_POSITION = "Directory-Min-Position";

    private static final String SORT = "handle";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final PeopleDirectory directory;
    private final Duration patience;

    PeopleController(PeopleDirectory directory, QuerySettings settings) {
        this.directory = directory;
        this.patience = settings.minPositionWait();
    }

    /** All that is known, as the import takes it. */
    record Export(List<Contact> people) {}

    /**
     * People and teams, by handle. Those named by {@code handle} give the names for an answer that
     * has handles.
     */
    @GetMapping
    ResponseEntity<Page<PersonAnswer>> people(HttpServletRequest request) {
        Asked asked = Asked.of(request, "q", "handle", "kind", "known", "limit", "cursor");
        Set<String> handles = asked.texts("handle");
        Set<Kind> kinds = asked.words("kind", Kind.class);
        Boolean known = asked.choice("known", Choice.ANY).wanted();
        String text = asked.text("q");
        int limit = asked.limit();
        Cursor cursor = Cursor.of(asked, SORT);
        KnownPeople people = now(asked);
        List<PersonAnswer> found =
                people.all().stream()
                        .filter(listing -> text == null || contains(listing.contact(), text))
                        .map(listing -> PersonAnswer.of(listing, people, reaches(request)))
                        .filter(one -> cursor == null || after(one, cursor))
                        .filter(one -> handles.isEmpty() || handles.contains(one.handle().value()))
                        .filter(one -> kinds.isEmpty() || kinds.contains(one.kind()))
                        .filter(one -> known == null || known == one.known())
                        .limit(limit + 1L)
                        .toList();
        return answer().body(
                        Page.of(
                                asked,
                                limit,
                                found,
                                last -> new Cursor(SORT, last.handle().value(), 0)));
    }

    @GetMapping("/{handle}")
    ResponseEntity<PersonAnswer> person(@PathVariable String handle, HttpServletRequest request) {
        KnownPeople people = now(Asked.of(request));
        Listing listing =
                people.all().stream()
                        .filter(one -> one.contact().handle().value().equals(handle))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("Nothing is known of " + handle));
        return answer().eTag("\"" + listing.version() + "\"")
                .body(PersonAnswer.of(listing, people, reaches(request)));
    }

    /** The whole directory, as the import takes it. */
    @GetMapping("/export")
    ResponseEntity<Export> export(HttpServletRequest request) {
        return answer().body(
                        new Export(
                                now(Asked.of(request)).all().stream()
                                        .map(Listing::contact)
                                        .filter(Contact::known)
                                        .toList()));
    }

    private KnownPeople now(Asked asked) {
        OptionalLong wanted = Asked.position(asked.request(), MIN_POSITION, 0);
        if (wanted.isPresent() && !directory.await(wanted.getAsLong(), patience)) {
            throw new NotNow(
                    "The directory of people has not come to position " + wanted.getAsLong(),
                    RETRY_AFTER);
        }
        try {
            return directory.now();
        } catch (DirectoryUnavailableException away) {
            throw new NotNow(String.valueOf(away.getMessage()), RETRY_AFTER);
        }
    }

    private static boolean reaches(HttpServletRequest request) {
        return request.isUserInRole("RESPONDER");
    }

    private static boolean after(PersonAnswer one, Cursor cursor) {
        return one.handle().value().compareTo(cursor.value()) > 0;
    }

    private static boolean contains(Contact contact, String text) {
        return (contact.handle() + " " + contact.displayName())
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }

    private static ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore());
    }
}
