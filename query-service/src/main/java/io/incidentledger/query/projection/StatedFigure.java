package io.incidentledger.query.projection;

import io.incidentledger.events.FigureEvent;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.FigureTakenBack;
import io.incidentledger.events.PublishedFigure;
import org.jspecify.annotations.Nullable;

/**
 * What a record of elsewhere says of the incidents of a period.
 *
 * @param seconds how long; null where it says that there is none
 * @param incidents over how many; null where it does not say
 * @param roundedTo to how many seconds it is cut or rounded; null where to the minute
 * @param takenBack whether it was not published so after all
 * @param position the event that says so
 */
public record StatedFigure(
        PublishedFigure figure,
        @Nullable Long seconds,
        @Nullable Long incidents,
        @Nullable Long roundedTo,
        boolean takenBack,
        long position) {
    static StatedFigure of(FigureEvent event, long position) {
        return switch (event) {
            case FigureStated it ->
                    new StatedFigure(
                            it.figure(),
                            it.seconds(),
                            it.incidents(),
                            it.roundedTo(),
                            false,
                            position);
            case FigureTakenBack it ->
                    new StatedFigure(it.figure(), null, null, null, true, position);
        };
    }
}
