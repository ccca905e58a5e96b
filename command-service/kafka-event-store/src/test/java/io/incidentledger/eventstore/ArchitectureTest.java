package io.incidentledger.eventstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.eventstore",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "io.incidentledger.eventstore";

    @ArchTest
    static final ArchRule it_knows_nothing_of_incidents_and_of_no_container =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..",
                            "io.incidentledger.incident..",
                            "com.fasterxml..")
                    .orShould()
                    .haveNameMatching(".*eventstore.*(?i:incident|followup|postmortem).*");

    @ArchTest
    static final ArchRule payloads_are_bytes_to_it_and_json_is_a_matter_of_archives =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(BASE + ".archive..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule the_reading_half_does_without_the_writing_half_and_its_index =
            noClasses()
                    .that()
                    .resideInAnyPackage(BASE + ".read..", BASE + ".record..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            BASE,
                            BASE + ".write..",
                            BASE + ".index..",
                            BASE + ".axon..",
                            "org.rocksdb..");

    @ArchTest
    static final ArchRule only_the_adapter_knows_axons_storage_engine =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(BASE + ".axon..", BASE)
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleName("EventStorageEngine");

    @ArchTest
    static final ArchRule rocksdb_stays_in_the_index =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(BASE + ".index..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.rocksdb..");
}
