package io.incidentledger.people;

import io.incidentledger.events.Handle;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The whole directory at one moment. Immutable. */
public final class KnownPeople {
    public static final KnownPeople NOBODY = new KnownPeople(new TreeMap<>());

    private static final int MOST_NEAR = 3;
    private static final int NEAR = 2;

    private final SortedMap<String, Listing> listings;
    private final Map<Handle, List<Handle>> teams = new HashMap<>();

    /**
     * @param listings by handle; not changed any more
     */
    KnownPeople(SortedMap<String, Listing> listings) {
        this.listings = Collections.unmodifiableSortedMap(listings);
        for (Listing listing : listings.values()) {
            for (Handle member : listing.contact().members()) {
                teams.computeIfAbsent(member, key -> new ArrayList<>())
                        .add(listing.contact().handle());
            }
        }
    }

    /** By handle. */
    public Collection<Listing> all() {
        return listings.values();
    }

    /** What there is of a handle, if it was only taken up, too. */
    public Optional<Listing> find(Handle handle) {
        return Optional.ofNullable(listings.get(handle.value()));
    }

    /** Whether somebody said who that is. */
    public boolean knows(Handle handle) {
        return find(handle).filter(listing -> listing.contact().known()).isPresent();
    }

    /** The teams that name it as a member, by handle. */
    public List<Handle> teamsOf(Handle member) {
        return List.copyOf(teams.getOrDefault(member, List.of()));
    }

    /** Known handles that look much like this one, the likest first; three at most. */
    public List<Handle> near(Handle handle) {
        record Near(Handle handle, int distance) {}
        return listings.values().stream()
                .map(Listing::contact)
                .filter(Contact::known)
                .map(it -> new Near(it.handle(), distance(handle.value(), it.handle().value())))
                .filter(near -> near.distance <= NEAR)
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(MOST_NEAR)
                .map(Near::handle)
                .toList();
    }

    /** Whether a team is, by whatever way, a member of itself. */
    public boolean containsItself(Handle team) {
        Set<Handle> seen = new HashSet<>();
        Deque<Handle> open = new ArrayDeque<>(members(team));
        while (!open.isEmpty()) {
            Handle next = open.pop();
            if (next.equals(team)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(members(next));
            }
        }
        return false;
    }

    /** As it would be with these instead of what it says of them. */
    public KnownPeople with(Collection<Contact> contacts) {
        SortedMap<String, Listing> changed = new TreeMap<>(listings);
        for (Contact contact : contacts) {
            changed.put(contact.handle().value(), new Listing(contact, -1, null, Instant.EPOCH));
        }
        return new KnownPeople(changed);
    }

    SortedMap<String, Listing> listings() {
        return listings;
    }

    private List<Handle> members(Handle handle) {
        return find(handle).map(listing -> listing.contact().members()).orElse(List.of());
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > NEAR) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
