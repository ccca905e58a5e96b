package io.incidentledger.command.figure;

import io.incidentledger.events.FigureEvent;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.FigureTakenBack;
import io.incidentledger.events.PublishedFigure;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What is published of the incidents of one period.
 *
 * @param stated each figure as it was stated last
 */
public record FigureState(PMap<PublishedFigure, FigureStated> stated) {
    public static final FigureState NONE = new FigureState(HashTreePMap.empty());

    public static FigureState evolve(FigureState state, FigureEvent event) {
        return new FigureState(
                switch (event) {
                    case FigureStated it -> state.stated.plus(it.figure(), it);
                    case FigureTakenBack it -> state.stated.minus(it.figure());
                });
    }
}
