package io.incidentledger.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.query",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_log_is_only_read_and_the_command_service_unknown =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.command..",
                            "io.incidentledger.eventstore.write..",
                            "io.incidentledger.eventstore.index..",
                            "io.incidentledger.eventstore.axon..",
                            "io.incidentledger.eventstore");

    @ArchTest
    static final ArchRule projecting_knows_neither_requests_nor_the_web =
            noClasses()
                    .that()
                    .resideInAnyPackage("..query.projection..", "..query.follow..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "jakarta.servlet..",
                            "org.springframework.web..",
                            "..query.request..",
                            "..query.incident..",
                            "..query.followup..");

    @ArchTest
    static final ArchRule people_are_only_read =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("io.incidentledger.people.Directory(Writer|Topic)");
}
