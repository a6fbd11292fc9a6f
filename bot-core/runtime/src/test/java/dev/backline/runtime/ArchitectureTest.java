package dev.backline.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.backline.runtime");

    @Test
    void playbackKnowsNothingOfCommandsAndLookups() {
        noClasses()
                .that()
                .resideInAPackage("..runtime.playback..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..runtime.command..", "..runtime.lookup..", "..runtime.event..")
                .check(classes);
    }

    @Test
    void nothingKnowsALibraryOfDiscordOrAudioOrMetrics() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.dv8tion..", "com.sedmelluq..", "com.codahale..", "io.prometheus..")
                .check(classes);
    }
}
