package io.incidentledger.command.catalogue;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.catalogue.ServiceCommand.ChangeService;
import io.incidentledger.command.catalogue.ServiceCommand.Description;
import io.incidentledger.command.catalogue.ServiceCommand.RegisterService;
import io.incidentledger.command.catalogue.ServiceCommand.RetireService;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceName;
import io.incidentledger.events.ServiceRetired;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CataloguingTest extends DecisionTest {
    private static final ServiceName CHECKOUT = new ServiceName("checkout");
    private static final ServiceRetired RETIRED = new ServiceRetired(CHECKOUT, "replaced");

    @Test
    void a_service_is_registered_once() {
        given().when(register("Takes the money")).leadsTo(described("Takes the money"));
        given(described("Takes the money")).when(register("Takes the money")).changesNothing();
        given(described("Takes the money"))
                .when(register("Something else"))
                .isRefusedAs(Conflict.class);
    }

    @Test
    void a_service_may_need_itself_and_what_nobody_registered() {
        given().when(new RegisterService(CHECKOUT, description(null, "checkout", "nobodys")))
                .leadsTo(
                        new ServiceDescribed(
                                CHECKOUT,
                                null,
                                ANA,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                List.of(CHECKOUT, new ServiceName("nobodys"))));
    }

    @Test
    void a_change_says_all_of_it_anew() {
        given(described("Takes the money"))
                .when(new ChangeService(CHECKOUT, description(null)))
                .leadsTo(described(null));
        given(described(null))
                .when(new ChangeService(CHECKOUT, description(null)))
                .changesNothing();
        given().when(new ChangeService(CHECKOUT, description(null))).isRefusedAs(Unknown.class);
    }

    @Test
    void what_is_not_run_any_more_is_retired_once_and_can_come_back() {
        var retire = new RetireService(CHECKOUT, "replaced");

        given(described(null)).when(retire).leadsTo(RETIRED);
        given(described(null), RETIRED).when(retire).changesNothing();
        given().when(retire).isRefusedAs(Unknown.class);
        given(described(null), RETIRED)
                .when(new ChangeService(CHECKOUT, description(null)))
                .isRefusedAs(Conflict.class);
        given(described(null), RETIRED).when(register(null)).leadsTo(described(null));
    }

    @Test
    void one_service_is_no_other() {
        given(described("Takes the money"))
                .when(new RetireService(new ServiceName("pay"), null))
                .isRefusedAs(Unknown.class);
    }

    private static RegisterService register(String text) {
        return new RegisterService(CHECKOUT, description(text));
    }

    private static Description description(String text, String... dependencies) {
        return new Description(
                text,
                ANA,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(dependencies).stream().map(ServiceName::new).toList());
    }

    private static ServiceDescribed described(String text) {
        return new ServiceDescribed(
                CHECKOUT, text, ANA, new TreeMap<>(), new TreeMap<>(), List.of());
    }
}
