package io.incidentledger.postmortem.history;

import io.incidentledger.events.Handle;
import io.incidentledger.events.Role;

/** Who is what for an incident. */
public record RoleHeld(Role role, Handle holder) {}
