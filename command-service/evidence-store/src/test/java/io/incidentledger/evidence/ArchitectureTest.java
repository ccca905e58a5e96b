package io.incidentledger.evidence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.evidence",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule files_are_kept_without_knowing_incidents_a_log_or_a_service =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.events..",
                            "io.incidentledger.eventstore..",
                            "io.incidentledger.command..",
                            "io.incidentledger.query..",
                            "org.springframework..",
                            "org.axonframework..",
                            "org.apache.kafka..");

    @ArchTest
    static final ArchRule only_the_bucket_knows_the_makers_of_buckets =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("EvidenceBucket")
                    .and()
                    .doNotHaveSimpleName("BucketSettings")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..");
}
