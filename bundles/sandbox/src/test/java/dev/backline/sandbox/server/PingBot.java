package dev.backline.sandbox.server;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;

/** A sandbox with a guild {@code demo}, and a bot of the real JDA that is logged in to it. */
final class PingBot implements AutoCloseable {

    private final Map<String, Consumer<SlashCommandInteractionEvent>> commands = new ConcurrentHashMap<>();
    private final AtomicInteger resumed = new AtomicInteger();
    private final EmbeddedDiscord discord;
    private final JDA jda;

    /** One that may be slow, as on a machine that is busy with other things. */
    PingBot() throws Exception {
        this(Duration.ofSeconds(30));
    }

    /** @param acknowledgeWithin how long it has to acknowledge */
    PingBot(Duration acknowledgeWithin) throws Exception {
        discord = EmbeddedDiscord.open(0, "sandbox", acknowledgeWithin);
        discord.createGuild("demo");
        jda = JDABuilder.createLight("sandbox", EnumSet.of(GatewayIntent.GUILD_VOICE_STATES))
                .setRestConfig(new RestConfig().setBaseUrl(discord.rest().toString()))
                .setSessionController(new SessionControllerAdapter() {
                    @Override
                    public String getGateway() {
                        return discord.gateway().toString();
                    }
                })
                .addEventListeners(new ListenerAdapter() {
                    @Override
                    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
                        commands.getOrDefault(event.getName(), unknown -> {}).accept(event);
                    }

                    @Override
                    public void onModalInteraction(ModalInteractionEvent event) {
                        event.reply("thanks for "
                                        + Objects.requireNonNull(event.getValue("song"))
                                                .getAsString())
                                .queue();
                    }

                    @Override
                    public void onSessionResume(SessionResumeEvent event) {
                        resumed.incrementAndGet();
                    }
                })
                .build()
                .awaitReady();
        on("ping", event -> event.reply("pong").queue());
    }

    /** Registers one more command. */
    void on(String name, Consumer<SlashCommandInteractionEvent> reaction) {
        commands.put(name, reaction);
        jda.updateCommands()
                .addCommands(commands.keySet().stream()
                        .map(known -> Commands.slash(known, "A test"))
                        .toList())
                .complete();
    }

    /** Registers these commands in place of all others. */
    void declare(SlashCommandData... declared) {
        jda.updateCommands().addCommands(declared).complete();
    }

    EmbeddedDiscord discord() {
        return discord;
    }

    /** How often JDA took its session up again. */
    int resumed() {
        return resumed.get();
    }

    @Override
    public void close() {
        jda.shutdownNow();
        discord.close();
    }
}
