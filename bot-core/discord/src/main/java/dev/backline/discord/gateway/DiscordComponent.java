package dev.backline.discord.gateway;

import dev.backline.api.command.Commands;
import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.api.event.Events;
import dev.backline.discord.interaction.Interactions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.internal.utils.JDALogger;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@link Login} as a component, and how it is doing as a health check. */
@Component(
        service = HealthCheck.class,
        immediate = true,
        configurationPid = "dev.backline.discord",
        property = {"hc.name=discord", "hc.tags=ready"})
@Designate(ocd = DiscordComponent.Config.class)
public final class DiscordComponent implements HealthCheck {

    /** Configuration of the connection. */
    @ObjectClassDefinition(name = "Discord", description = "The connection to Discord")
    public @interface Config {

        @AttributeDefinition(
                name = "Token",
                description = "The bot's token from the Developer Portal",
                type = AttributeType.PASSWORD)
        String _token() default "";

        @AttributeDefinition(
                name = "Endpoint",
                description = "discord, or the name of a server that stands in for it, such as sandbox")
        String endpoint() default Settings.DISCORD;

        @AttributeDefinition(
                name = "Shards",
                description = "Connections to the gateway; 0 for as many as Discord recommends",
                min = "0")
        int shards() default 0;

        @AttributeDefinition(
                name = "Activity",
                description = "What the bot is shown to be listening to, 128 characters at most; may be empty")
        String activity() default "/play";
    }

    private final Set<DiscordEndpoint> endpoints = ConcurrentHashMap.newKeySet();
    private final Settings settings;
    private final Login login;

    @Activate
    public DiscordComponent(
            BundleContext context,
            Config config,
            @Reference Commands commands,
            @Reference Events events,
            @Reference DaveComponent dave) {
        settings = new Settings(config._token(), config.endpoint(), config.shards(), config.activity());
        login = new Login(
                settings,
                this::endpoint,
                (endpoint, listener) -> new Bot(
                        settings,
                        endpoint,
                        dave.encryption(),
                        commands,
                        events,
                        Interactions.ACKNOWLEDGED_AFTER,
                        listener),
                new VoiceRegistration(context));
    }

    @Activate
    void start() {
        // JDA looks for a logging provider by ServiceLoader, which sees none between bundles, and would print instead.
        JDALogger.setFallbackLoggerEnabled(false);
        login.start();
    }

    @Deactivate
    void stop() {
        login.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addEndpoint(DiscordEndpoint endpoint) {
        endpoints.add(endpoint);
        login.endpointsChanged();
    }

    void removeEndpoint(DiscordEndpoint endpoint) {
        endpoints.remove(endpoint);
        login.endpointsChanged();
    }

    private Optional<DiscordEndpoint> endpoint() {
        return endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(settings.endpoint()))
                .findFirst();
    }

    @Override
    public Result execute() {
        LoginState state = login.state();
        Result.Status status =
                switch (state) {
                    case LoginState.LoggedIn in -> status(in.bot());
                    case LoginState.Refused refused -> Result.Status.CRITICAL;
                    case LoginState.Waiting waiting -> Result.Status.TEMPORARILY_UNAVAILABLE;
                    case LoginState.Connecting connecting -> Result.Status.TEMPORARILY_UNAVAILABLE;
                    case LoginState.Retrying retrying -> Result.Status.CRITICAL;
                    case LoginState.LoggedOut out -> Result.Status.TEMPORARILY_UNAVAILABLE;
                };
        return new Result(status, state.explanation());
    }

    private static Result.Status status(Bot bot) {
        if (!bot.commandsDeclared()) {
            return Result.Status.TEMPORARILY_UNAVAILABLE;
        }
        return bot.allConnected() ? Result.Status.OK : Result.Status.WARN;
    }
}
