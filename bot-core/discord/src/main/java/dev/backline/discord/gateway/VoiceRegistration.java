package dev.backline.discord.gateway;

import dev.backline.api.voice.VoiceGateway;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Offers voice as a service for as long as the bot is logged in. */
final class VoiceRegistration implements Login.Listener {

    private static final @Nullable Dictionary<String, ?> NO_PROPERTIES = null;

    private final BundleContext context;
    private @Nullable ServiceRegistration<VoiceGateway> registration;

    VoiceRegistration(BundleContext context) {
        this.context = context;
    }

    @Override
    public void loggedIn(Bot bot) {
        registration = context.registerService(VoiceGateway.class, bot.voice(), NO_PROPERTIES);
    }

    @Override
    public void loggingOut(Bot bot) {
        ServiceRegistration<VoiceGateway> known = registration;
        if (known != null) {
            registration = null;
            known.unregister();
        }
    }
}
