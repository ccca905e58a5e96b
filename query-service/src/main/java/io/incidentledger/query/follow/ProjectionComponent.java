package io.incidentledger.query.follow;

import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.projection.EventRow;
import io.incidentledger.query.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventHandler;
import org.axonframework.messaging.eventhandling.EventHandlerRegistry;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;

/**
 * Takes every event, whatever its name, and applies a batch as a whole before the unit of work
 * commits: in the transaction that also stores the token.
 */
final class ProjectionComponent implements EventHandlingComponent {
    private final Context.ResourceKey<List<EventRow>> batch =
            Context.ResourceKey.withLabel("batch of the view");
    private final Projection projection;

    ProjectionComponent(Projection projection) {
        this.projection = projection;
    }

    @Override
    public MessageStream.Empty<Message> handle(EventMessage event, ProcessingContext context) {
        RecordedEvent recorded =
                RecordedEvent.of(event)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "not an event of the log: " + event));
        context.computeResourceIfAbsent(batch, () -> begun(context)).add(EventRow.of(recorded));
        return MessageStream.empty();
    }

    private List<EventRow> begun(ProcessingContext context) {
        List<EventRow> rows = new ArrayList<>();
        context.runOnPrepareCommit(whole -> projection.apply(rows));
        return rows;
    }

    @Override
    public Set<QualifiedName> supportedEvents() {
        return Set.of();
    }

    @Override
    public boolean supports(QualifiedName eventName) {
        return true;
    }

    /** One sequence: the view is one. */
    @Override
    public Object sequenceIdentifierFor(EventMessage event, ProcessingContext context) {
        return "view";
    }

    @Override
    public EventHandlerRegistry subscribe(QualifiedName name, EventHandler eventHandler) {
        throw new UnsupportedOperationException("the projection takes every event itself");
    }
}
