package io.incidentledger.command.refusal;

import org.jspecify.annotations.Nullable;

/** A rule of the domain forbids the order in this state. Sending it again does not help. */
public final class RefusedByRule extends Refusal {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final @Nullable String field;

    public RefusedByRule(Rule rule, String sentence) {
        this(rule, sentence, null);
    }

    /**
     * @param field JSON pointer of the field that offends, or null when it is the order as a whole
     */
    public RefusedByRule(Rule rule, String sentence, @Nullable String field) {
        super(sentence);
        this.rule = rule;
        this.field = field;
    }

    public Rule rule() {
        return rule;
    }

    public @Nullable String field() {
        return field;
    }
}
