package io.incidentledger.command.edge;

import io.incidentledger.events.Handle;
import java.util.Map;

/**
 * The body of an order, as a record that says of its own fields what they accept, and, with what
 * the address names, what is ordered.
 */
public interface Body {
    /** Tells every field that is not acceptable; what the types say is checked already. */
    void check(Checks checks);

    /**
     * The handles that have to be those of somebody, by the JSON pointers of their fields: all that
     * it holds. Who only gives something up need not be known any more.
     */
    default Map<String, Handle> handles() {
        return NamedHandles.in(this);
    }
}
