package io.incidentledger.postmortem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

@AnalyzeClasses(
        packages = "io.incidentledger.postmortem",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule imports_the_events_and_flexmark_only =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "io.incidentledger.events..",
                            "io.incidentledger.postmortem..",
                            "com.vladsch.flexmark..",
                            "com.fasterxml.jackson.annotation..",
                            "org.jspecify..",
                            "org.jetbrains.annotations..");

    @ArchTest
    static final ArchRule a_history_knows_no_document =
            noClasses()
                    .that()
                    .resideInAPackage("..history..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..document..", "com.vladsch..");

    @ArchTest
    static final ArchRule asks_the_machine_for_nothing =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(ZoneId.class, "systemDefault")
                    .orShould()
                    .callMethod(Locale.class, "getDefault")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(String.class, "toLowerCase")
                    .orShould()
                    .callMethod(String.class, "toUpperCase")
                    .orShould()
                    .callMethod(String.class, "formatted", Object[].class)
                    .orShould()
                    .callMethod(String.class, "format", String.class, Object[].class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class);
}
