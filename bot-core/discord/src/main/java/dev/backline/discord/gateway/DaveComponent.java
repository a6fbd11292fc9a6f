package dev.backline.discord.gateway;

import dev.backline.discord.voice.DaveLibrary;
import dev.backline.discord.voice.Encryption;
import java.util.Arrays;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether voice can be encrypted end to end here: found out once, and told as a health check. */
@Component(
        service = {DaveComponent.class, HealthCheck.class},
        property = "hc.name=dave")
public final class DaveComponent implements HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(DaveComponent.class);
    private static final String JDAVE = "dev.backline.libs.jdave";

    private final Encryption encryption;

    @Activate
    public DaveComponent(BundleContext context) {
        encryption = DaveLibrary.probe(jdave(context));
        log.info("{}", encryption.explanation());
    }

    Encryption encryption() {
        return encryption;
    }

    private static Optional<DaveLibrary.Loader> jdave(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> JDAVE.equals(bundle.getSymbolicName()))
                .<DaveLibrary.Loader>map(bundle -> bundle::loadClass)
                .findFirst();
    }

    @Override
    public Result execute() {
        Result.Status status =
                switch (encryption) {
                    case Encryption.Available available -> Result.Status.OK;
                    case Encryption.Unavailable unavailable -> Result.Status.WARN;
                };
        return new Result(status, encryption.explanation());
    }
}
