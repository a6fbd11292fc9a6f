package dev.backline.lavaplayer;

import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
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
import dev.backline.lavaplayer.tone.ToneSourceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the embedded backend and its sources into the service registry, and takes them out again. */
@Component(
        service = {AudioBackend.class, HealthCheck.class},
        immediate = true,
        configurationPid = "dev.backline.lavaplayer",
        property = {"hc.name=audio", "hc.tags=ready"})
@Designate(ocd = LavaplayerComponent.Config.class)
public final class LavaplayerComponent implements AudioBackend, HealthCheck {

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

    /** Of an operator's source manager that has no ranking of its own. */
    private static final int RANK_OF_OTHERS = 200;

    /** Last: it takes every URL, also those of pages that another source would understand. */
    private static final int RANK_OF_WEB = 100;

    /** On an operator's source manager: what turns words into one of its identifiers, for example {@code ytsearch:}. */
    private static final String SEARCH_PREFIX = "backline.search.prefix";

    private final BundleContext context;
    private final EmbeddedBackend backend;
    private final Lookups lookups;
    private final GuardedConnections connections;
    private final Map<PlayableSource, ServiceRegistration<TrackSource>> offered = new ConcurrentHashMap<>();
    private final Map<AudioSourceManager, PlayableSource> others = new ConcurrentHashMap<>();

    @Activate
    public LavaplayerComponent(BundleContext context, Config config) {
        this.context = context;
        backend = new EmbeddedBackend(new EngineSettings(
                Duration.ofMillis(config.bufferMillis()),
                Duration.ofSeconds(config.stuckAfterSeconds()),
                Duration.ofSeconds(config.cleanupAfterSeconds())));
        lookups = new Lookups(backend.threads());
        connections = GuardedConnections.toTheInternet(config.allowPrivateAddresses());
        offer(RANK_OF_TONES, source(new SourceKey("tone"), new ToneSourceManager(), Reach.tones()));
        Library library = new Library(libraryFolder(context, config), System::nanoTime);
        offer(RANK_OF_LIBRARY, new LibrarySource(library, backend.engine(), lookups));
        int ranking = RANK_OF_SITES;
        for (String name : config.sites()) {
            Optional<Site> site = Site.named(name.strip());
            if (site.isPresent()) {
                Site known = site.get();
                offer(ranking--, source(known.key(), known.manager(connections), known.reach()));
            } else {
                log.warn("The configuration names a site that is not known: {}", name);
            }
        }
        offer(RANK_OF_WEB, source(new SourceKey("http"), new HttpSourceManager(connections), Reach.web()));
    }

    private static Path libraryFolder(BundleContext context, Config config) {
        if (!config.library().isBlank()) {
            return Path.of(config.library());
        }
        String home = context.getProperty("backline.home");
        return Path.of(home == null ? "" : home, "library");
    }

    private ManagedSource source(SourceKey key, AudioSourceManager manager, Reach reach) {
        return new ManagedSource(key, manager, backend.engine(), reach, lookups);
    }

    private boolean offer(int ranking, PlayableSource source) {
        if (!backend.add(source)) {
            log.warn("There is a source {} already; another of that name is left out", source.key());
            return false;
        }
        offered.put(
                source,
                context.registerService(
                        TrackSource.class,
                        source,
                        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking))));
        return true;
    }

    private void withdraw(PlayableSource source) {
        ServiceRegistration<TrackSource> registration = offered.remove(source);
        if (registration != null) {
            registration.unregister();
        }
    }

    @Deactivate
    void stop() {
        List.copyOf(offered.keySet()).forEach(this::withdraw);
        backend.close();
        connections.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addManager(AudioSourceManager manager, Map<String, Object> properties) {
        String name = manager.getSourceName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer own ? own : RANK_OF_OTHERS;
        String prefix = properties.get(SEARCH_PREFIX) instanceof String own ? own : "";
        PlayableSource source = source(new SourceKey(name), manager, Reach.anything(prefix));
        if (offer(ranking, source)) {
            others.put(manager, source);
        }
    }

    void removeManager(AudioSourceManager manager) {
        PlayableSource source = others.remove(manager);
        if (source != null) {
            withdraw(source);
            backend.remove(source, manager);
        }
    }

    @Override
    public Result execute() {
        FormattingResultLog report = new FormattingResultLog();
        backend.trouble()
                .ifPresentOrElse(
                        report::critical,
                        () -> report.info(
                                "The embedded backend can play; players: {}, sources: {}",
                                backend.openPlayers(),
                                backend.sources().stream()
                                        .map(source -> source.key().name())
                                        .collect(Collectors.joining(", "))));
        return new Result(report);
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
