package io.incidentledger.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.standalone",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_demo_is_a_client_like_any_other =
            noClasses()
                    .that()
                    .resideInAnyPackage("..standalone.demo..", "..standalone.client..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.events..",
                            "io.incidentledger.command..",
                            "io.incidentledger.query..",
                            "org.springframework..");

    @ArchTest
    static final ArchRule serving_wires_the_services_and_knows_no_incident =
            noClasses()
                    .that()
                    .resideInAPackage("..standalone.serve..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.events..", "io.incidentledger.standalone.demo..");
}
