package dev.backline.profiler;

import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.Feature.Part;
import dev.backline.api.feature.Features;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.api.shell.ShellCommands;
import dev.backline.profiler.diff.Comparison;
import dev.backline.profiler.engine.AsyncEngine;
import dev.backline.profiler.engine.JfrEngine;
import dev.backline.profiler.engine.Rates;
import dev.backline.profiler.heap.Heap;
import dev.backline.profiler.profile.Owners;
import dev.backline.profiler.record.Recorder;
import dev.backline.profiler.record.Surroundings;
import dev.backline.profiler.record.Turns;
import dev.backline.profiler.run.Disks;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.shell.HeapCommands;
import dev.backline.profiler.shell.RecordCommands;
import dev.backline.profiler.shell.RunCommands;
import dev.backline.profiler.shell.StatusCommands;
import dev.backline.profiler.shell.WatchCommands;
import dev.backline.profiler.span.Activity;
import dev.backline.profiler.span.Spans;
import dev.backline.profiler.watch.AlertServlet;
import dev.backline.profiler.watch.Continuous;
import dev.backline.profiler.watch.Limits;
import dev.backline.profiler.watch.Watching;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the profiler and gives its commands to the shell. When it goes, nothing is recorded any more. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.profiler")
@Designate(ocd = ProfilerSettings.class)
public final class ProfilerComponent implements Surroundings {

    private static final Logger log = LoggerFactory.getLogger(ProfilerComponent.class);

    private static final int MOST_BYTES_OF_ALERTS = 1 << 20;

    private static final String[] OBSERVER = {
        CommandObserver.class.getName(),
        LookupObserver.class.getName(),
        TrackObserver.class.getName(),
        RestObserver.class.getName()
    };

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Features features;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Sessions sessions;

    private final BundleContext context;
    private final Optional<Spans> spans;
    private final Turns turns;
    private final Continuous continuous;
    private final Watching watching;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    /**
     * Makes the commands known; records nothing unless it is set to watch.
     *
     * @throws IOException when the folder of profiles cannot be used
     */
    @Activate
    public ProfilerComponent(BundleContext context, ProfilerSettings settings) throws IOException {
        this.context = context;
        Clock clock = Clock.systemUTC();
        Rates rates = new Rates(
                Duration.ofMillis(settings.cpuMillis()),
                Duration.ofMillis(settings.wallMillis()),
                settings.allocKilobytes() * 1024L,
                Duration.ofNanos(settings.lockMicros() * 1000L));
        Path profiles = folder("backline.home").resolve("profiles");
        Runs runs = new Runs(
                profiles,
                context.getBundle().getVersion().toString(),
                settings.keepMegabytes() * Disks.MEGABYTE,
                new Disks(profiles, settings.leastFreeMegabytes() * Disks.MEGABYTE));
        Optional<Spans> possible = Spans.isPossible() ? Optional.of(new Spans(clock)) : Optional.empty();
        Set<String> events = possible.isPresent() ? Set.copyOf(Spans.names()) : Set.of();
        Activity activity = new Activity();
        turns = new Turns(clock);
        Recorder recorder = new Recorder(
                List.of(
                        new AsyncEngine(folder("backline.data").resolve("profiler"), rates, events),
                        new JfrEngine(rates, events)),
                turns,
                runs,
                activity,
                this);
        continuous = new Continuous(
                runs,
                activity,
                this,
                events,
                settings.continuousMegabytes() * Disks.MEGABYTE,
                Duration.ofMinutes(settings.continuousMinutes()),
                clock);
        watching = new Watching(continuous, activity, clock);
        Limits limits = new Limits(
                Duration.ofMillis(settings.watchCommandMillis()),
                settings.watchCpuPercent() / 100.0,
                settings.watchOldGenerationPercent() / 100.0,
                Duration.ofMinutes(settings.watchPauseMinutes()));
        services.add(context.registerService(OBSERVER, activity, null));
        spans = possible;
        spans.ifPresentOrElse(
                observer -> services.add(context.registerService(OBSERVER, observer, null)),
                () -> log.info(
                        "Recordings hold no commands: the framework's boot delegation lacks jdk.jfr.internal.event"));
        for (ShellCommands commands : List.of(
                new RecordCommands(recorder),
                new RunCommands(runs, new Comparison(runs, clock)),
                new HeapCommands(new Heap(turns, runs)),
                new WatchCommands(continuous, watching, limits),
                new StatusCommands(recorder, turns, runs, continuous, watching, clock))) {
            services.add(context.registerService(ShellCommands.class, commands, null));
        }
        // Where there is no HTTP bundle with this context, nobody takes the servlet. Nothing comes in without
        // credentials.
        services.add(context.registerService(
                Servlet.class,
                new AlertServlet(watching),
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        "/profiler/alerts",
                        "osgi.http.whiteboard.servlet.name",
                        "profiler alerts",
                        "osgi.http.whiteboard.context.select",
                        "(osgi.http.whiteboard.context.name=backline)",
                        "dev.backline.http.post.bytes",
                        MOST_BYTES_OF_ALERTS))));
        if (settings.watch()) {
            watch(limits);
        }
    }

    private void watch(Limits limits) {
        try {
            watching.start(limits);
        } catch (IllegalStateException e) {
            log.warn("Nothing is watched: {}", e.getMessage());
        }
    }

    private Path folder(String property) {
        String path = context.getProperty(property);
        return path == null ? context.getDataFile("").toPath() : Path.of(path);
    }

    @Deactivate
    void close() {
        services.forEach(ServiceRegistration::unregister);
        turns.close();
        watching.close();
        continuous.close();
        spans.ifPresent(Spans::close);
    }

    @Override
    public Owners owners() {
        return new BundleOwners(context);
    }

    @Override
    public List<String> features() {
        Features known = features;
        return known == null
                ? List.of()
                : known.list().stream()
                        .filter(feature -> !feature.parts().isEmpty())
                        .map(Feature::name)
                        .toList();
    }

    @Override
    public Set<Long> bundlesOf(String name) {
        Features known = features;
        Set<Long> bundles = known == null
                ? Set.of()
                : known.list().stream()
                        .filter(feature -> feature.name().equals(name))
                        .flatMap(feature -> feature.parts().stream())
                        .map(Part::bundleId)
                        .collect(Collectors.toSet());
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no feature “" + name + "” with bundles; feature:list names them");
        }
        return bundles;
    }

    @Override
    public OptionalInt players() {
        Sessions known = sessions;
        return known == null
                ? OptionalInt.empty()
                : OptionalInt.of(Math.toIntExact(
                        known.all().stream().filter(ProfilerComponent::plays).count()));
    }

    private static boolean plays(Session session) {
        return session.current().isPresent() && !session.paused();
    }
}
