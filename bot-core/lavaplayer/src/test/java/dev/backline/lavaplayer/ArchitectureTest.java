package dev.backline.lavaplayer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static JavaClasses classes(String root) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
    }

    @Test
    void onlyThisBundleKnowsLavaplayer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.backline.lavaplayer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sedmelluq..")
                .check(classes("dev.backline"));
    }

    @Test
    void sourcesKnowNothingOfThePlayback() {
        noClasses()
                .that()
                .resideInAPackage("dev.backline.lavaplayer.source")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.backline.lavaplayer")
                .check(classes("dev.backline"));
    }

    @Test
    void onlyTheComponentKnowsTheContainer() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.LavaplayerComponent(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.osgi.framework..", "org.osgi.service..")
                .check(classes("dev.backline.lavaplayer"));
    }
}
