package dev.backline.lavalink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {

    @ParameterizedTest
    @CsvSource({
        "rotterdam1234.discord.media:443, EUROPE",
        "us-east9044.discord.media:443, NORTH_AMERICA",
        "brazil7.discord.media:443, SOUTH_AMERICA",
        "sydney42.discord.media:443, OCEANIA",
        "south-korea1.discord.media:443, ASIA",
        "southafrica12.discord.media:443, AFRICA",
        "c-fra05-1a2b3c4d.discord.media:2053, EUROPE",
        "c-iad02-deadbeef.discord.media:2053, NORTH_AMERICA",
        "c-dxb01-00ff00ff.discord.media:2053, MIDDLE_EAST",
        "wss://Frankfurt1.discord.media, EUROPE"
    })
    void isReadFromTheNameOfAVoiceServer(String endpoint, Region region) {
        assertThat(Region.ofVoiceServer(endpoint)).contains(region);
    }

    @Test
    void isUnknownForAServerOfAnotherName() {
        assertThat(Region.ofVoiceServer("127.0.0.1:7443")).isEmpty();
        assertThat(Region.ofVoiceServer("c-xyz01-1a2b.discord.media:443")).isEmpty();
    }

    @Test
    void isWhatAnOperatorMayWrite() {
        assertThat(Region.labelled("north-america")).contains(Region.NORTH_AMERICA);
        assertThat(Region.labelled("")).isEmpty();
    }
}
