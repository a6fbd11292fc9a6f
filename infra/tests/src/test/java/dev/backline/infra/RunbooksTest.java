package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbooksTest {

    private static final List<String> CHAPTERS = List.of(
            "## What it means",
            "## What listeners notice",
            "## The first five minutes",
            "## Is it so?",
            "## What to switch off",
            "## The way back",
            "## Whom to tell");

    static Stream<Path> pages() {
        return Repository.files(Repository.RUNBOOKS, ".md").stream().filter(page -> !page.endsWith("README.md"));
    }

    @Test
    void everyAlertHasAPageAndEveryPageAnAlert() {
        assertThat(pages().map(Repository::stem))
                .containsExactlyInAnyOrderElementsOf(
                        AlertRule.all().stream().map(AlertRule::name).distinct().toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageAnswersWhatSomebodyAsksWhoWasWoken(Path page) {
        List<String> lines = Repository.text(page).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("# " + Repository.stem(page));
        assertThat(lines.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(CHAPTERS);
    }

    @Test
    void theIndexNamesEveryPage() {
        String index = Repository.text(Repository.RUNBOOKS.resolve("README.md"));
        assertThat(pages()).allSatisfy(page -> assertThat(index)
                .contains("[" + Repository.stem(page) + "](" + page.getFileName() + ")"));
    }
}
