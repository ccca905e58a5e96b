package io.incidentledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The day on which a follow-up is due, in UTC, and what set it; {@code policy} is the name and
 * version of the policy, present only when {@code setBy} is {@code policy}.
 *
 * @param date the last day on which it is in time, in UTC
 * @param setBy what set it
 * @param policy name and version of the policy; present only when it was the policy that set the
 *     date
 */
public record DueDate(LocalDate date, DueDateSource setBy, @Nullable String policy) {}
