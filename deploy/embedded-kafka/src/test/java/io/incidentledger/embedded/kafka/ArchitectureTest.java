package io.incidentledger.embedded.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.embedded.kafka",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knows_neither_the_ledger_nor_a_framework =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.events..",
                            "io.incidentledger.eventstore..",
                            "io.incidentledger.command..",
                            "io.incidentledger.query..",
                            "org.springframework..",
                            "org.axonframework..");
}
