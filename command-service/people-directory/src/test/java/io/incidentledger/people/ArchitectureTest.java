package io.incidentledger.people;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.people",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule it_reads_beside_the_log_and_knows_no_service =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "org.axonframework..",
                            "io.incidentledger.command..",
                            "io.incidentledger.query..",
                            "io.incidentledger.eventstore",
                            "io.incidentledger.eventstore.write..",
                            "io.incidentledger.eventstore.index..",
                            "io.incidentledger.eventstore.axon..");
}
