package dev.backline.lavaplayer;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.TrackSource;
import dev.backline.lavaplayer.source.GuardedConnections;
import dev.backline.lavaplayer.source.HttpSourceManager;
import dev.backline.lavaplayer.source.Library;
import dev.backline.lavaplayer.source.LibrarySource;
import dev.backline.lavaplayer.source.Lookups;
import dev.backline.lavaplayer.source.ManagedSource;
import dev.backline.lavaplayer.source.PlayableSource;
import dev.backline.lavaplayer.source.Reach;
import dev.backline.lavaplayer.source.Site;
import dev.backline.lavaplayer.source.ToneSourceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the embedded backend and its sources into the service registry, and takes them out again. */
@Component(service = AudioBackend.class, immediate = true, configurationPid = "dev.backline.lavaplayer")
@Designate(ocd = LavaplayerComponent.Config.class)
public final class LavaplayerComponent implements AudioBackend {

    /** Configuration of the embedded backend. */
    @ObjectClassDefinition(name = "Embedded playback", description = "Playback and sources in this process")
    public @interface Config {

        @AttributeDefinition(
                name = "Buffer (milliseconds)",
                description = "How much sound is made ahead",
                min = "200",
                max = "60000")
        int bufferMillis() default 5000;

        @AttributeDefinition(
                name = "Stuck after (seconds)",
                description = "How long a track may give no sound before that is told",
                min = "1")
        int stuckAfterSeconds() default 10;

        @AttributeDefinition(
                name = "Clean up after (seconds)",
                description = "How long nobody may fetch a track's sound before it is given up",
                min = "1")
        int cleanupAfterSeconds() default 60;

        @AttributeDefinition(
                name = "Library",
                description = "Folder of music files; empty for the folder library in the home of the bot")
        String library() default "";

        @AttributeDefinition(
                name = "Allow private addresses",
                description = "Whether listeners may play what is served in the bot's own network")
        boolean allowPrivateAddresses() default false;

        @AttributeDefinition(
                name = "Sites",
                description =
                        "Sites to find music on: soundcloud, bandcamp, vimeo, twitch; earlier ones are asked first")
        String[] sites() default {};
    }

    private static final Logger log = LoggerFactory.getLogger(LavaplayerComponent.class);
    private static final int RANK_OF_TONES = 1000;
    private static final int RANK_OF_LIBRARY = 900;
    private static final int RANK_OF_SITES = 300;

    /** Last: it takes every URL, also those of pages that another source would understand. */
    private static final int RANK_OF_WEB = 100;

    private final EmbeddedBackend backend;
    private final GuardedConnections connections;
    private final List<ServiceRegistration<TrackSource>> registered = new ArrayList<>();

    @Activate
    public LavaplayerComponent(BundleContext context, Config config) {
        backend = new EmbeddedBackend(new EngineSettings(
                Duration.ofMillis(config.bufferMillis()),
                Duration.ofSeconds(config.stuckAfterSeconds()),
                Duration.ofSeconds(config.cleanupAfterSeconds())));
        Lookups lookups = new Lookups(backend.threads());
        offer(
                context,
                RANK_OF_TONES,
                new ManagedSource(
                        new SourceKey("tone"), new ToneSourceManager(), backend.engine(), Reach.tones(), lookups));
        Library library = new Library(libraryFolder(context, config), System::nanoTime);
        offer(context, RANK_OF_LIBRARY, new LibrarySource(library, backend.engine(), lookups));
        connections = GuardedConnections.toTheInternet(config.allowPrivateAddresses());
        int ranking = RANK_OF_SITES;
        for (String name : config.sites()) {
            Optional<Site> site = Site.named(name.strip());
            if (site.isPresent()) {
                offer(
                        context,
                        ranking--,
                        new ManagedSource(
                                site.get().key(),
                                site.get().manager(connections),
                                backend.engine(),
                                site.get().reach(),
                                lookups));
            } else {
                log.warn("The configuration names a site that is not known: {}", name);
            }
        }
        offer(
                context,
                RANK_OF_WEB,
                new ManagedSource(
                        new SourceKey("http"),
                        new HttpSourceManager(connections),
                        backend.engine(),
                        Reach.web(),
                        lookups));
    }

    private static Path libraryFolder(BundleContext context, Config config) {
        if (!config.library().isBlank()) {
            return Path.of(config.library());
        }
        String home = context.getProperty("backline.home");
        return Path.of(home == null ? "" : home, "library");
    }

    private void offer(BundleContext context, int ranking, PlayableSource source) {
        backend.add(source);
        registered.add(context.registerService(
                TrackSource.class, source, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking))));
    }

    @Deactivate
    void stop() {
        registered.forEach(ServiceRegistration::unregister);
        backend.close();
        connections.close();
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public boolean canPlay() {
        return backend.canPlay();
    }

    @Override
    public AudioPlayer open(long guildId, PlayerListener listener) {
        return backend.open(guildId, listener);
    }
}
