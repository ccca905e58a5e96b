package io.incidentledger.command.figure;

import io.incidentledger.events.Period;
import io.incidentledger.events.PublishedFigure;
import org.jspecify.annotations.Nullable;

/** An order about a figure that somebody published. Those of one period are decided as one. */
public sealed interface FigureCommand {

    PublishedFigure figure();

    default Period period() {
        return figure().period();
    }

    /**
     * Keep what a record says.
     *
     * @param seconds null where it says that there is none
     * @param incidents over how many; null where it does not say
     * @param roundedTo to how many seconds it is cut or rounded; null where to the minute
     */
    record StateFigure(
            PublishedFigure figure,
            @Nullable Long seconds,
            @Nullable Long incidents,
            @Nullable Long roundedTo)
            implements FigureCommand {}

    /** It was not published so. */
    record TakeFigureBack(PublishedFigure figure, @Nullable String reason)
            implements FigureCommand {}
}
