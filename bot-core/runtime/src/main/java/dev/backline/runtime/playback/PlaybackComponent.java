package dev.backline.runtime.playback;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.event.Events;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.api.voice.VoiceGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Brings {@link GuildSessions} together with backends and voice as they come and go. */
@Component(
        service = {Sessions.class, PlaybackComponent.class},
        immediate = true,
        configurationPid = "dev.backline.runtime")
@Designate(ocd = PlaybackComponent.Config.class)
public final class PlaybackComponent implements Sessions {

    /** Configuration of playback. */
    @ObjectClassDefinition(name = "Playback", description = "Queues and voice channels of all guilds")
    public @interface Config {

        @AttributeDefinition(name = "Queue capacity", description = "Most tracks that wait in one guild", min = "1")
        int queueCapacity() default 1000;

        @AttributeDefinition(
                name = "Leave after (seconds)",
                description = "How long the bot stays where nothing plays or nobody listens",
                min = "1")
        int leaveAfterSeconds() default 300;

        @AttributeDefinition(
                name = "Look-up patience (seconds)",
                description = "How long one source may take before the next one is asked",
                min = "1")
        int lookupPatienceSeconds() default 10;
    }

    private static final Duration SAVE_CHANGED_EVERY = Duration.ofSeconds(2);
    private static final Duration SAVE_POSITIONS_EVERY = Duration.ofSeconds(30);

    private final Map<ServiceReference<AudioBackend>, AudioBackend> backends = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final ScheduledThreadPoolExecutor timer;
    private final GuildSessions sessions;
    private volatile @Nullable VoiceGateway voice;
    private volatile boolean open;

    @Activate
    public PlaybackComponent(BundleContext context, Config config, @Reference Events events) {
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("backline-guild-", 0).factory());
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("backline-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        sessions = new GuildSessions(
                new Surroundings(
                        this::backends,
                        () -> Optional.ofNullable(voice),
                        events,
                        this::after,
                        System::nanoTime,
                        new PlaybackSettings(config.queueCapacity(), Duration.ofSeconds(config.leaveAfterSeconds()))),
                threads,
                new SessionStore(dataFolder(context).resolve("sessions")));
    }

    /** The instance's data folder, as the launcher names it, so that queues outlive the bundle cache. */
    private static Path dataFolder(BundleContext context) {
        String data = context.getProperty("backline.data");
        return data == null ? context.getDataFile("").toPath() : Path.of(data);
    }

    @Activate
    void start() {
        // Whatever appears from here on is told to the guilds: one of them may have looked for it just before.
        open = true;
        sessions.restore();
        every(SAVE_CHANGED_EVERY, sessions::saveChanged);
        every(SAVE_POSITIONS_EVERY, sessions::savePlaying);
    }

    @Deactivate
    void stop() {
        open = false;
        timer.shutdownNow();
        sessions.close();
        threads.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addBackend(ServiceReference<AudioBackend> reference, AudioBackend backend) {
        backends.put(reference, backend);
        if (open) {
            sessions.backendAppeared();
        }
    }

    /** It plays more or less than before: guilds that have no player may get one. */
    void updatedBackend(ServiceReference<AudioBackend> reference, AudioBackend backend) {
        if (open) {
            sessions.backendAppeared();
        }
    }

    void removeBackend(ServiceReference<AudioBackend> reference, AudioBackend backend) {
        backends.remove(reference);
        if (open) {
            sessions.backendLeaves(backend);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setVoice(VoiceGateway gateway) {
        voice = gateway;
        if (open) {
            sessions.voiceAppeared();
        }
    }

    void unsetVoice(VoiceGateway gateway) {
        if (voice == gateway) {
            voice = null;
        }
    }

    /** In order of preference, by the rankings of this moment. */
    private List<AudioBackend> backends() {
        return backends.entrySet().stream()
                .sorted(Map.Entry.<ServiceReference<AudioBackend>, AudioBackend>comparingByKey()
                        .reversed())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The playback of all guilds. */
    public GuildSessions guilds() {
        return sessions;
    }

    @Override
    public List<Session> all() {
        return sessions.all();
    }

    @Override
    public Optional<Session> of(long guildId) {
        return sessions.of(guildId);
    }

    private Runnable after(Duration delay, Runnable work) {
        ScheduledFuture<?> due = timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> due.cancel(false);
    }

    private void every(Duration period, Runnable work) {
        long millis = period.toMillis();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }
}
