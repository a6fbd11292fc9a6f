package dev.backline.sandbox.server;

import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.sandbox.Load;
import dev.backline.sandbox.Sandbox;
import dev.backline.sandbox.load.LoadGenerator;
import java.io.IOException;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Runs an {@link EmbeddedDiscord} while the bundle is active, and offers it as services. */
@Component(
        service = HealthCheck.class,
        immediate = true,
        configurationPid = "dev.backline.sandbox",
        property = "hc.name=sandbox")
@Designate(ocd = SandboxComponent.Config.class)
public final class SandboxComponent implements HealthCheck {

    /** Configuration of the sandbox. */
    @ObjectClassDefinition(name = "Sandbox", description = "An embedded Discord on loopback")
    public @interface Config {

        @AttributeDefinition(
                name = "Port",
                description = "Of REST and gateway on 127.0.0.1; 0 takes a free one",
                min = "0",
                max = "65535")
        int port() default 0;

        @AttributeDefinition(
                name = "Token",
                description = "That the bot must log in with",
                type = AttributeType.PASSWORD)
        String _token() default "sandbox";

        @AttributeDefinition(name = "Guilds", description = "Names of the guilds that are there from the start")
        String[] guilds() default {"demo"};
    }

    private final EmbeddedDiscord discord;
    private final LoadGenerator load;
    private final List<ServiceRegistration<?>> services;

    @Activate
    public SandboxComponent(BundleContext context, Config config) throws IOException {
        discord = EmbeddedDiscord.open(config.port(), config._token(), List.of(config.guilds()));
        load = new LoadGenerator(discord);
        services = List.of(
                context.registerService(DiscordEndpoint.class, discord, null),
                context.registerService(Sandbox.class, discord, null),
                context.registerService(Load.class, load, null),
                context.registerService(EmbeddedDiscord.class, discord, null));
    }

    @Deactivate
    void close() {
        services.forEach(ServiceRegistration::unregister);
        load.close();
        discord.close();
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        result.info(
                "Discord's stand-in at {}, {} guilds, {} gateway connections",
                discord.rest(),
                discord.guilds().size(),
                discord.sessions().connected());
        return new Result(result);
    }
}
