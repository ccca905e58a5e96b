package io.incidentledger.embedded.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.incidentledger.embedded.postgres")
class ArchitectureTest {
    @ArchTest
    static final ArchRule knows_neither_the_ledger_nor_a_framework =
            noClasses()
                    .that()
                    .resideInAPackage("io.incidentledger.embedded.postgres")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.events..",
                            "io.incidentledger.command..",
                            "io.incidentledger.query..",
                            "io.incidentledger.postmortem..",
                            "org.springframework..",
                            "org.axonframework..",
                            "org.apache.kafka..");
}
