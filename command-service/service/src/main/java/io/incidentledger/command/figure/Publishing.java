package io.incidentledger.command.figure;

import static io.incidentledger.command.incident.Circumstances.reason;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.events.FigureEvent;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.FigureTakenBack;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.ZoneOffset;
import java.util.List;

/** Decides what is kept of published figures: whatever somebody says that they say. */
public final class Publishing {
    private Publishing() {}

    public static List<? extends FigureEvent> decide(
            FigureState state, FigureCommand command, Circumstances circumstances) {
        return switch (command) {
            case FigureCommand.StateFigure c -> {
                circumstances.refuseFuture(
                        new Moment(
                                c.period().firstDay().atStartOfDay(ZoneOffset.UTC).toInstant(),
                                Precision.DAY),
                        "/period");
                var stated =
                        new FigureStated(c.figure(), c.seconds(), c.incidents(), c.roundedTo());
                yield stated.equals(state.stated().get(c.figure())) ? List.of() : List.of(stated);
            }
            case FigureCommand.TakeFigureBack c ->
                    state.stated().containsKey(c.figure())
                            ? List.of(
                                    new FigureTakenBack(
                                            c.figure(), reason(c.reason(), "taking a figure back")))
                            : List.of();
        };
    }
}
