package io.incidentledger.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.command",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HERE = "io.incidentledger.command.";

    /** What is decided: everything in the features but the way in over HTTP. */
    @ArchTest
    static final ArchRule decisions_import_no_spring_no_kafka_and_no_axon =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            HERE + "incident",
                            HERE + "declare",
                            HERE + "triage",
                            HERE + "respond",
                            HERE + "investigate",
                            HERE + "communicate",
                            HERE + "resolve",
                            HERE + "relate",
                            HERE + "followup",
                            HERE + "catalogue",
                            HERE + "change",
                            HERE + "runbook",
                            HERE + "guidance",
                            HERE + "figure",
                            HERE + "refusal")
                    .and()
                    .haveSimpleNameNotEndingWith("Controller")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "org.apache.kafka..",
                            "org.axonframework..",
                            "io.incidentledger.eventstore..",
                            HERE + "dispatch");

    @ArchTest
    static final ArchRule the_incident_knows_nothing_of_what_is_ordered =
            classes()
                    .that()
                    .resideInAPackage(HERE + "incident")
                    .should()
                    .onlyDependOnClassesThat(
                            resideOutsideOfPackages("io.incidentledger..")
                                    .or(
                                            resideInAnyPackage(
                                                    HERE + "incident",
                                                    HERE + "refusal",
                                                    "io.incidentledger.events")));

    @ArchTest
    static final ArchRule nobody_imports_the_other_side_of_the_log =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.query..", "io.incidentledger.postmortem..");

    @ArchTest
    static final ArchRule kafka_stays_behind_the_event_store =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..");
}
