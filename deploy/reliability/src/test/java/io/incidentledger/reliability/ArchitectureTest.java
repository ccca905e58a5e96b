package io.incidentledger.reliability;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.reliability",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Who judges the services must not make their mistakes. */
    @ArchTest
    static final ArchRule the_check_shares_no_decision_with_the_services =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.command..",
                            "io.incidentledger.query..",
                            "io.incidentledger.standalone..");

    @ArchTest
    static final ArchRule the_check_knows_no_cluster =
            noClasses()
                    .that()
                    .resideInAnyPackage("..check..", "..history..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..cluster..", "..load..", "..storm..");
}
