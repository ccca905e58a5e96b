package io.incidentledger.command.guidance;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import org.jspecify.annotations.Nullable;

record GuidelinesBody(@Nullable String text) implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/text", text, "a text; an empty one takes the guidelines away");
        checks.upTo("/text", text, Checks.TEXT);
    }
}
