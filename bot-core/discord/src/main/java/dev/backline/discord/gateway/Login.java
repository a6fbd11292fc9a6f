package dev.backline.discord.gateway;

import dev.backline.api.discord.DiscordEndpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.CloseCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the bot logged in and keeps it so, on a thread of its own. What can pass by itself is tried again; what somebody
 * has to change is said once and left.
 */
final class Login {

    private static final Logger log = LoggerFactory.getLogger(Login.class);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    /** Makes a bot that is not logged in yet. */
    @FunctionalInterface
    interface BotFactory {
        Bot create(Optional<DiscordEndpoint> endpoint, Bot.Listener listener);
    }

    /** Hears when there is a bot and when it goes. Called on the login's thread. */
    interface Listener {
        void loggedIn(Bot bot);

        /** Returns when nobody uses the bot any more. */
        void loggingOut(Bot bot);
    }

    private sealed interface Signal {
        record Ready() implements Signal {}

        record Ended(Optional<CloseCode> reason) implements Signal {}

        /** Something changed around the login: look again. */
        record Changed() implements Signal {}
    }

    private final Settings settings;
    private final Supplier<Optional<DiscordEndpoint>> endpoints;
    private final BotFactory bots;
    private final Listener listener;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile LoginState state = new LoginState.Connecting("Starting");
    private volatile @Nullable Bot current;
    private volatile boolean closing;

    /** @param endpoints the server that stands in for Discord, while it is there; not asked for the real one */
    Login(Settings settings, Supplier<Optional<DiscordEndpoint>> endpoints, BotFactory bots, Listener listener) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.bots = bots;
        this.listener = listener;
        thread = Thread.ofVirtual().name("backline-discord-login").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    LoginState state() {
        return state;
    }

    /** An endpoint came or went. */
    void endpointsChanged() {
        signals.add(new Signal.Changed());
    }

    /** Logs out; blocks until that is done, or for 20 s. */
    void close() {
        closing = true;
        signals.add(new Signal.Changed());
        Bot bot = current;
        if (bot != null && !(state instanceof LoginState.LoggedIn)) {
            bot.interrupt();
        }
        try {
            if (!thread.join(ENDS_WITHIN)) {
                log.warn("Logging out of Discord takes too long; it goes on in the background");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing && !(state instanceof LoginState.Refused)) {
                once();
            }
            if (closing) {
                change(new LoginState.LoggedOut());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() throws InterruptedException {
        Optional<String> problem = settings.tokenProblem();
        if (problem.isPresent()) {
            change(new LoginState.Refused(problem.get()));
            return;
        }
        Optional<DiscordEndpoint> endpoint = settings.real() ? Optional.empty() : endpoints.get();
        if (!settings.real() && endpoint.isEmpty()) {
            change(new LoginState.Waiting("Waiting for the Discord endpoint \"" + settings.endpoint() + "\""));
            Signal unused = signals.take();
            return;
        }
        signals.clear();
        change(new LoginState.Connecting("Logging in to " + settings.endpoint()));
        try {
            logIn(bots.create(endpoint, new Signals()), endpoint);
        } catch (InvalidTokenException e) {
            change(new LoginState.Refused("Discord does not accept the token: copy it anew from the Developer Portal"));
        } catch (RuntimeException | Error e) { // an error of linkage too: the process must stay manageable
            log.debug("A login failed", e);
            retryLater(Failures.reason(e));
        }
        pause();
    }

    private void logIn(Bot bot, Optional<DiscordEndpoint> endpoint) throws InterruptedException {
        current = bot;
        try {
            bot.login();
            follow(bot, endpoint);
        } finally {
            current = null;
            bot.close();
        }
    }

    /** Returns when the login is over. */
    private void follow(Bot bot, Optional<DiscordEndpoint> endpoint) throws InterruptedException {
        boolean told = false;
        try {
            while (!closing && (settings.real() || endpoints.get().equals(endpoint))) {
                switch (signals.take()) {
                    case Signal.Ready ready -> {
                        backoff.reset();
                        told = true;
                        // Whoever is told that the bot is logged in can have it play at once.
                        listener.loggedIn(bot);
                        change(new LoginState.LoggedIn(bot));
                        bot.declareCommands();
                    }
                    case Signal.Ended ended -> {
                        over(ended.reason());
                        return;
                    }
                    case Signal.Changed changed -> {}
                }
            }
            change(new LoginState.Connecting("Logging out"));
        } finally {
            if (told) {
                listener.loggingOut(bot);
            }
        }
    }

    private void over(Optional<CloseCode> reason) {
        Optional<String> lasting = reason.flatMap(Failures::lasting);
        if (lasting.isPresent()) {
            change(new LoginState.Refused(lasting.get()));
        } else {
            retryLater("The connection to Discord ended: "
                    + reason.map(CloseCode::getMeaning).orElse("no reason was given"));
        }
    }

    private void retryLater(String reason) {
        if (!closing) {
            change(new LoginState.Retrying(reason, backoff.next()));
        }
    }

    private void pause() throws InterruptedException {
        if (state instanceof LoginState.Retrying retrying && !closing) {
            Signal unused = signals.poll(retrying.after().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void change(LoginState next) {
        boolean trouble = next instanceof LoginState.Refused || next instanceof LoginState.Retrying;
        state = next;
        if (trouble) {
            log.warn("{}", next.explanation());
        } else {
            log.info("{}", next.explanation());
        }
    }

    private final class Signals implements Bot.Listener {

        @Override
        public void ready() {
            signals.add(new Signal.Ready());
        }

        @Override
        public void ended(Optional<CloseCode> reason) {
            signals.add(new Signal.Ended(reason));
        }
    }
}
