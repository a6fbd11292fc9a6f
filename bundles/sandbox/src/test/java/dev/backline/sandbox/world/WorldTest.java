package dev.backline.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorldTest {

    private final World world = new World();
    private final Guild demo = world.createGuild("demo");

    @Test
    void mentionsAreShownAsNames() {
        String text = "<@" + demo.member("alice").id() + "> is in <#"
                + demo.voiceChannel("lounge").id() + ">, and so is <@"
                + world.bot().id() + ">";

        assertThat(world.withNames(text)).isEqualTo("@alice is in #lounge, and so is @Backline");
    }

    @Test
    void aMentionOfNobodyStaysAsItIs() {
        assertThat(world.withNames("<@9999999999999999999> $1 <#5>")).isEqualTo("<@9999999999999999999> $1 <#5>");
    }
}
