package dev.backline.metrics.registry;

import com.codahale.metrics.MetricRegistry;
import dev.backline.api.shell.ShellCommands;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.catalog.Readings;
import dev.backline.metrics.registry.RegistryMetrics.Folded;
import jakarta.servlet.Servlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The registry as a service for collectors, and its ways out. A change of its configuration keeps what was counted. */
@Component(service = Metrics.class, immediate = true, configurationPid = "dev.backline.metrics")
@Designate(ocd = MetricsSettings.class)
public final class MetricsComponent implements Metrics {

    private final Registry registry = new Registry();
    private final CatalogExports exports;
    private final Scraper scraper;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    /** Makes it known. */
    @Activate
    public MetricsComponent(BundleContext context, MetricsSettings settings) {
        exports = new CatalogExports(registry.dropwizard(), registry::families, limits(settings));
        RegistryMetrics metrics = new RegistryMetrics(exports::failures, this::folded);
        scraper = new Scraper(exports, metrics, patience(settings), freshness(settings), System::nanoTime);
        Added unused = registry.add(metrics);
        services.add(context.registerService(MetricRegistry.class, registry.dropwizard(), null));
        services.add(context.registerService(ShellCommands.class, new MetricsCommands(registry, scraper), null));
        // Where there is no HTTP bundle with this context, nobody takes the servlet, and there is no endpoint.
        services.add(context.registerService(
                Servlet.class,
                new MetricsServlet(scraper, metrics),
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        new String[] {"/metrics", "/metrics/page"},
                        "osgi.http.whiteboard.servlet.name",
                        "metrics",
                        "osgi.http.whiteboard.context.select",
                        "(osgi.http.whiteboard.context.name=backline)"))));
    }

    @Modified
    void configure(MetricsSettings settings) {
        exports.limits(limits(settings));
        scraper.limits(patience(settings), freshness(settings));
    }

    @Deactivate
    void close() {
        services.reversed().forEach(ServiceRegistration::unregister);
        scraper.close();
    }

    @Override
    public Added add(Catalog catalog) {
        return registry.add(catalog);
    }

    private void folded(Readings.Sink<Folded> sink) {
        List<FamilyExport> all = exports.exports();
        sink.add(
                Folded.NOT_ALLOWED,
                all.stream().mapToDouble(FamilyExport::refused).sum());
        sink.add(Folded.TOO_MANY, (double)
                all.stream().mapToLong(FamilyExport::crowded).sum());
    }

    private static Limits limits(MetricsSettings settings) {
        return new Limits(
                Dimensions.parse(settings.dimensions()),
                Math.max(1, settings.seriesPerMetric()),
                Math.max(1, settings.seriesInAll()));
    }

    private static Duration patience(MetricsSettings settings) {
        return Duration.ofSeconds(Math.clamp(settings.scrapeSeconds(), 1, 60));
    }

    private static Duration freshness(MetricsSettings settings) {
        return Duration.ofMillis(Math.clamp(settings.cacheMillis(), 0, 60_000));
    }
}
