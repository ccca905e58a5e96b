package io.incidentledger.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.incidentledger.events",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Neither Spring nor Kafka nor Axon: whoever reads the topic can take this module alone. */
    @ArchTest
    static final ArchRule the_published_language_leans_on_Jackson_alone =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.incidentledger.events..",
                            "java..",
                            "com.fasterxml.jackson.annotation..",
                            "tools.jackson..",
                            "org.jspecify..");
}
