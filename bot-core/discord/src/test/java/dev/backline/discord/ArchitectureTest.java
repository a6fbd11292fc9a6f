package dev.backline.discord;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.backline.discord");

    @Test
    void onlyTheGatewayPutsThePartsTogether() {
        noClasses()
                .that()
                .resideInAnyPackage("..discord.voice..", "..discord.interaction..", "..discord.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..discord.gateway..")
                .check(classes);
    }

    @Test
    void oneClassUsesTheInternalsOfJda() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("LocalConnection")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "net.dv8tion.jda.internal.audio..",
                        "net.dv8tion.jda.internal.managers..",
                        "net.dv8tion.jda.internal.requests..",
                        "net.dv8tion.jda.internal.entities..")
                .check(classes);
    }
}
