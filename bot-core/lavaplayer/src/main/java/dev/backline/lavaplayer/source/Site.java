package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.source.bandcamp.BandcampAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.source.soundcloud.SoundCloudAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.source.twitch.TwitchStreamAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.source.vimeo.VimeoAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.io.HttpConfigurable;
import dev.backline.api.audio.SourceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A site that Lavaplayer reads without an account.
 *
 * @param key its name, as it stands in the configuration
 * @param domains of its pages; those below them are meant as well
 * @param searchPrefix what makes an identifier out of words; empty when it cannot be searched
 * @param maker may call the site at once
 */
public record Site(SourceKey key, Set<String> domains, String searchPrefix, Supplier<AudioSourceManager> maker) {

    /** All there are. */
    public static final List<Site> ALL = List.of(
            new Site(
                    new SourceKey("soundcloud"),
                    Set.of("soundcloud.com", "soundcloud.app.goo.gl"),
                    "scsearch:",
                    SoundCloudAudioSourceManager::createDefault),
            new Site(new SourceKey("bandcamp"), Set.of("bandcamp.com"), "bcsearch:", BandcampAudioSourceManager::new),
            new Site(new SourceKey("vimeo"), Set.of("vimeo.com"), "", VimeoAudioSourceManager::new),
            new Site(new SourceKey("twitch"), Set.of("twitch.tv"), "", TwitchStreamAudioSourceManager::new));

    public Site {
        domains = Set.copyOf(domains);
    }

    /** The site of this name. */
    public static Optional<Site> named(String name) {
        return ALL.stream().filter(site -> site.key.name().equals(name)).findFirst();
    }

    /** Which queries it is asked for: its own pages, and words if it can search. */
    public Reach reach() {
        return Reach.site(domains, searchPrefix);
    }

    /** Made when first asked, and then through these connections alone. */
    public AudioSourceManager manager(GuardedConnections connections) {
        return new LazySourceManager(key.name(), () -> {
            AudioSourceManager manager = maker.get();
            if (manager instanceof HttpConfigurable web) {
                web.configureBuilder(connections::guard);
            }
            return manager;
        });
    }
}
