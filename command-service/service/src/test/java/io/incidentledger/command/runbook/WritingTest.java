package io.incidentledger.command.runbook;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.RunbookCommand.Content;
import io.incidentledger.command.runbook.RunbookCommand.RetireRunbook;
import io.incidentledger.command.runbook.RunbookCommand.ReviseRunbook;
import io.incidentledger.command.runbook.RunbookCommand.WriteRunbook;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookRetired;
import io.incidentledger.events.RunbookWritten;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WritingTest extends DecisionTest {
    private static final RunbookId RUNBOOK = RunbookId.of("01970000-0000-7000-8000-0000000000b1");
    private static final RunbookRetired RETIRED = new RunbookRetired(RUNBOOK, "no pool");

    @Test
    void a_runbook_is_written_once_and_then_revised() {
        given().when(new WriteRunbook(RUNBOOK, content("Pool"))).leadsTo(written(1, "Pool"));
        given(written(1, "Pool"))
                .when(new WriteRunbook(RUNBOOK, content("Pool")))
                .isRefusedAs(Conflict.class);
        given(written(1, "Pool"))
                .when(new ReviseRunbook(RUNBOOK, content("The pool is empty")))
                .leadsTo(written(2, "The pool is empty"));
    }

    @Test
    void a_revision_that_says_the_same_is_none() {
        given(written(1, "Pool"))
                .when(new ReviseRunbook(RUNBOOK, content("Pool")))
                .changesNothing();
        given().when(new ReviseRunbook(RUNBOOK, content("Pool"))).isRefusedAs(Unknown.class);
    }

    @Test
    void a_runbook_is_retired_once_and_a_new_version_brings_it_back() {
        var retire = new RetireRunbook(RUNBOOK, "no pool");

        given(written(1, "Pool")).when(retire).leadsTo(RETIRED);
        given(written(1, "Pool"), RETIRED).when(retire).changesNothing();
        given().when(retire).isRefusedAs(Unknown.class);
        given(written(1, "Pool"), RETIRED)
                .when(new ReviseRunbook(RUNBOOK, content("Pool")))
                .leadsTo(written(2, "Pool"));
    }

    private static Content content(String title) {
        return new Content(
                title,
                null,
                List.of(),
                List.of("Look"),
                List.of("Mend"),
                List.of(),
                new TreeMap<>());
    }

    private static RunbookWritten written(long version, String title) {
        return new RunbookWritten(
                RUNBOOK,
                version,
                title,
                null,
                List.of(),
                List.of("Look"),
                List.of("Mend"),
                List.of(),
                new TreeMap<>());
    }
}
