package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A record of elsewhere says what the incidents of a period came to: a published log, a report. It
 * stands beside what is computed from the incidents, and replaces what the same source said before.
 *
 * @param seconds how long it says; absent where it says that there is none
 * @param incidents over how many it says; absent when it does not
 * @param roundedTo to how many seconds it is cut or rounded there, 360 for a tenth of an hour;
 *     absent when it is to the minute
 */
public record FigureStated(
        PublishedFigure figure,
        @Nullable Long seconds,
        @Nullable Long incidents,
        @Nullable Long roundedTo)
        implements FigureEvent {}
