package dev.backline.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.http.door.Credentials.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final String PASSWORD = "tromb:one";

    /** Of that password, and of "b": cheaper than those that are made here. */
    private static final String HASH =
            "$pbkdf2-sha256$i=10000$YSBzYWx0IG9mIDE2IGJ5dA$KsFjiWLYQWXwS0ZgsahO7KlrRqmxUv+lj2IiShb6f2M";

    private static final String HASH_OF_B =
            "$pbkdf2-sha256$i=10000$YW5vdGhlciBvZiAxNiBieQ$oI9oA8QCxjF4sRF7+6wok/C8anCQUrYGiD0MzF0tkw0";

    /** Made by {@code printf %s open-sesame | sha256sum}. */
    private static final String DIGEST = "sha256:d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7";

    private final Credentials credentials =
            new Credentials(List.of("prometheus:" + HASH, "b:" + HASH_OF_B), List.of(DIGEST));

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theRightPasswordIsRightAgainAndAgain() {
        assertThat(credentials.check(basic("prometheus:" + PASSWORD))).isEqualTo(Answer.RIGHT);
        assertThat(credentials.check(basic("prometheus:" + PASSWORD))).isEqualTo(Answer.RIGHT);
        assertThat(credentials.check(basic("b:b"))).isEqualTo(Answer.RIGHT);
    }

    @Test
    void anotherPasswordIsWrongBeforeAndAfterTheRightOne() {
        assertThat(credentials.check(basic("prometheus:trombone"))).isEqualTo(Answer.WRONG);
        assertThat(credentials.check(basic("prometheus:" + PASSWORD))).isEqualTo(Answer.RIGHT);
        assertThat(credentials.check(basic("prometheus:trombone"))).isEqualTo(Answer.WRONG);
        assertThat(credentials.check(basic("b:" + PASSWORD))).isEqualTo(Answer.WRONG);
    }

    @Test
    void theRightTokenIsRight() {
        assertThat(credentials.check("Bearer open-sesame")).isEqualTo(Answer.RIGHT);
        assertThat(credentials.check("bearer   open-sesame ")).isEqualTo(Answer.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "Bearer ",
                "Bearer open-sesam",
                "Bearer " + DIGEST,
                "Digest open-sesame",
                "open-sesame",
                "Basic",
                "Basic !!!",
                "Basic Og==",
                "Basic cHJvbWV0aGV1cw==",
                "Basic cHJvbWV0aGV1czo=",
                "Basic bm9ib2R5OnRyb21iOm9uZQ=="
            })
    void everythingElseIsWrong(String header) {
        assertThat(credentials.check(header)).isEqualTo(Answer.WRONG);
    }

    @Test
    void makesTheDigestThatItReads() {
        assertThat(Credentials.digest("open-sesame")).isEqualTo(DIGEST);
    }

    @Test
    void whatCannotBeReadIsToldWithoutBeingRepeatedAndLetsNobodyIn() {
        Credentials bad = new Credentials(
                List.of("secret-of-a-user", ":secret", "name:secret"),
                List.of("secret-token", "sha256:secret", "sha256:ab"));

        assertThat(bad.isEmpty()).isTrue();
        assertThat(bad.problems())
                .hasSize(6)
                .allSatisfy(problem -> assertThat(problem).doesNotContain("secret"))
                .anySatisfy(problem -> assertThat(problem).startsWith("entry 3 of .users: expected $pbkdf2"))
                .anySatisfy(problem -> assertThat(problem).startsWith("entry 3 of .tokens: expected sha256:"));
        assertThat(bad.check("Bearer secret-token")).isEqualTo(Answer.WRONG);
    }

    @Test
    void aLineBreakAtTheEndOfASecretFileDoesNoHarm() {
        Credentials read = new Credentials(List.of(), List.of(DIGEST + "\n"));

        assertThat(read.check("Bearer open-sesame")).isEqualTo(Answer.RIGHT);
    }
}
