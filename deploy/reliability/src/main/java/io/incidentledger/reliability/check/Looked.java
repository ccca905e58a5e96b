package io.incidentledger.reliability.check;

import io.incidentledger.reliability.check.Fault.Kind;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Exchange;

/** Judges what views showed: what was asked for at least, nothing that was not there. */
final class Looked {
    private final Ledger ledger;
    private final RealTime realTime;
    private final Documents documents;
    private final Faults faults;

    Looked(Ledger ledger, RealTime realTime, Documents documents, Faults faults) {
        this.ledger = ledger;
        this.realTime = realTime;
        this.documents = documents;
        this.faults = faults;
    }

    void judge(Look look, Exchange exchange) {
        switch (exchange.answer()) {
            case Answer.Seen seen -> seen(look, seen, exchange);
            case Answer.Refused it -> {
                if (it.problem().equals("not-found")) {
                    notFound(look, exchange);
                } else {
                    unexpected(look, exchange);
                }
            }
            case Answer.Unavailable it -> {
                if (it.status() != 503) {
                    unexpected(look, exchange);
                }
            }
            case Answer.Unknown it -> {
                if (it.status() != 0) {
                    unexpected(look, exchange);
                }
            }
            case Answer.Acknowledged it -> unexpected(look, exchange);
        }
    }

    private void seen(Look look, Answer.Seen seen, Exchange exchange) {
        Ledger.Course course = ledger.course(look.incident());
        int shown = course.countUpTo(seen.version());
        Incident state = course.after(shown);
        if (shown == 0 || state.version() != seen.version()) {
            faults.add(
                    Kind.READ_FROM_NOWHERE,
                    said(look, exchange) + ", where the log has " + ledger.at(seen.version()));
            return;
        }
        if (realTime.ceiling(exchange.ended()) < seen.version()) {
            faults.add(
                    Kind.READ_FROM_NOWHERE,
                    said(look, exchange) + ", which was asked for only later");
        }
        Long atLeast = look.atLeast();
        if (atLeast != null
                && (course.countUpTo(atLeast) > shown || seen.viewPosition() < atLeast)) {
            faults.add(Kind.READ_TOO_OLD, said(look, exchange));
        }
        if (seen.digest() != null
                && !seen.digest().equals(documents.digest(look.incident(), seen.version()))) {
            faults.add(
                    Kind.DOCUMENT_DIFFERS,
                    said(look, exchange) + ", which is not what the renderer makes of the log");
        }
    }

    private void notFound(Look look, Exchange exchange) {
        Long atLeast = look.atLeast();
        if (atLeast != null && ledger.course(look.incident()).countUpTo(atLeast) > 0) {
            faults.add(Kind.READ_TOO_OLD, said(look, exchange));
        }
    }

    private void unexpected(Look look, Exchange exchange) {
        faults.add(Kind.UNEXPECTED_ANSWER, said(look, exchange));
    }

    private static String said(Look look, Exchange exchange) {
        return look
                + " was answered "
                + exchange.answer()
                + " by "
                + exchange.node()
                + " (request "
                + exchange.request()
                + ")";
    }
}
