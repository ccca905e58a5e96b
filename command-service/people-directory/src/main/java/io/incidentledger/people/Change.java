package io.incidentledger.people;

import io.incidentledger.events.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the directory is to say from now on.
 *
 * @param contact null: nothing any more
 */
public record Change(Handle handle, @Nullable Contact contact) {
    public static Change to(Contact contact) {
        return new Change(contact.handle(), contact);
    }

    public static Change erase(Handle handle) {
        return new Change(handle, null);
    }
}
