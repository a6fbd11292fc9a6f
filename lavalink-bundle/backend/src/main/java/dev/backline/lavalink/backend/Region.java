package dev.backline.lavalink.backend;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of the world that nodes and Discord's voice servers stand in: sound that stays in one is not late. Discord names
 * the servers after cities and parts of countries ({@code rotterdam1234.discord.media}) or airports
 * ({@code c-fra05-1a2b3c.discord.media}).
 */
enum Region {
    AFRICA("south-africa|southafrica|johannesburg", "jnb|cpt"),
    ASIA(
            "japan|tokyo|hongkong|hong-kong|singapore|south-korea|southkorea|seoul|india|mumbai",
            "hnd|nrt|hkg|sin|icn|bom|maa"),
    EUROPE(
            "europe|eu-|amsterdam|rotterdam|frankfurt|london|madrid|milan|paris|stockholm|finland|bucharest|warsaw|russia"
                    + "|st-pete",
            "ams|rtm|fra|lhr|lon|mad|mxp|par|cdg|arn|hel|otp|waw|led"),
    MIDDLE_EAST("dubai|tel-aviv|telaviv", "dxb|tlv"),
    NORTH_AMERICA(
            "us-|atlanta|newark|montreal|oregon|santa-clara|seattle|dallas|chicago|ashburn|buffalo",
            "atl|ewr|iad|dfw|ord|sjc|lax|sea|pdx|yul|buf"),
    OCEANIA("sydney", "syd"),
    SOUTH_AMERICA("brazil|santiago|buenos-aires|buenosaires", "gru|gig|scl|eze");

    private static final Pattern AIRPORT = Pattern.compile("c-([a-z]{3})\\d+-.*");

    private final Pattern places;
    private final Pattern airports;

    Region(String places, String airports) {
        this.places = Pattern.compile("(" + places + ").*");
        this.airports = Pattern.compile(airports);
    }

    /** As operators write it: {@code north-america}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Region> labelled(String label) {
        for (Region region : values()) {
            if (region.label().equals(label)) {
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }

    /**
     * Where a voice server stands.
     *
     * @param endpoint host and port, as Discord gives it
     */
    static Optional<Region> ofVoiceServer(String endpoint) {
        String host = endpoint.toLowerCase(Locale.ROOT).replaceFirst("^wss://", "");
        Matcher airport = AIRPORT.matcher(host);
        for (Region region : values()) {
            if (airport.matches()
                    ? region.airports.matcher(airport.group(1)).matches()
                    : region.places.matcher(host).matches()) {
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }
}
