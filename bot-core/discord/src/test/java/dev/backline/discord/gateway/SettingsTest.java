package dev.backline.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static Settings withToken(String token) {
        return new Settings(token, Settings.DISCORD, 0, "/play");
    }

    private static Settings withActivity(String activity) {
        return new Settings("a-token", Settings.DISCORD, 0, activity);
    }

    @Test
    void anActivityIsCutToWhatDiscordTakes() {
        assertThat(withActivity(" /play ").activity()).isEqualTo("/play");
        assertThat(withActivity("a".repeat(128)).activity()).isEqualTo("a".repeat(128));
        assertThat(withActivity("a".repeat(129)).activity()).isEqualTo("a".repeat(128));
        assertThat(withActivity("a".repeat(127) + "🎵").activity()).isEqualTo("a".repeat(127));
    }

    @Test
    void aTokenIsKeptWithoutTheBlanksAroundIt() {
        Settings settings = withToken("\tMTk4.a-to_ken \r\n");

        assertThat(settings.token()).isEqualTo("MTk4.a-to_ken");
        assertThat(settings.tokenProblem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void withoutATokenItSaysWhereToSetOne(String token) {
        assertThat(withToken(token).tokenProblem().orElseThrow()).contains("DISCORD_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bot secret", "sec ret", "sec\nret", "“secret”"})
    void whatCannotBeATokenIsRefusedWithoutItsValue(String token) {
        assertThat(withToken(token).tokenProblem().orElseThrow())
                .contains("Developer Portal")
                .doesNotContain("sec");
    }
}
