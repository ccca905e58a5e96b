package io.incidentledger.reliability.load;

import io.incidentledger.reliability.history.Asked.Order;
import java.util.Map;

/** Orders as docs/orders.md has them. */
final class Body {
    private Body() {}

    static String path(Order order) {
        String incident = "incidents/" + order.incident();
        String followUp = "follow-ups/" + order.target();
        return switch (order.command()) {
            case DECLARE -> "incidents";
            case NOTE -> incident + "/timeline";
            case CORRECT -> incident + "/timeline/" + order.target() + "/correction";
            case SEVERITY -> incident + "/severity";
            case STATUS -> incident + "/status";
            case LEAD -> incident + "/roles";
            case RESOLVE -> incident + "/resolve";
            case REOPEN -> incident + "/reopen";
            case CLOSE -> incident + "/close";
            case CANCEL -> incident + "/cancel";
            case ADD_FOLLOW_UP -> incident + "/follow-ups";
            case COMPLETE -> followUp + "/complete";
            case VERIFY -> followUp + "/verify";
            case REOPEN_FOLLOW_UP -> followUp + "/reopen";
        };
    }

    static Map<String, ?> of(Order order) {
        String words = order.words();
        return switch (order.command()) {
            case DECLARE -> Map.of("title", words, "severity", "SEV3");
            case NOTE -> Map.of("kind", "note", "text", words);
            case CORRECT -> Map.of("newText", words, "reason", "it was otherwise");
            case SEVERITY -> Map.of("severity", words);
            case STATUS -> Map.of("status", words, "reason", "so it seems");
            case LEAD -> Map.of("role", "lead", "holder", words);
            case RESOLVE -> Map.of("resolution", "rollback", "text", words);
            case REOPEN -> Map.of("reason", words);
            case CLOSE -> Map.of("note", words);
            case CANCEL -> Map.of("cause", "false-alarm", "reason", words);
            case ADD_FOLLOW_UP -> Map.of("title", words, "type", "prevent");
            case COMPLETE -> Map.of("evidence", Map.of("statement", words));
            case VERIFY -> Map.of("note", words);
            case REOPEN_FOLLOW_UP -> Map.of("reason", words);
        };
    }
}
