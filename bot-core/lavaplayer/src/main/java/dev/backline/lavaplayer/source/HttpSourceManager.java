package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.source.http.HttpAudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.ExceptionTools;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException.Severity;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import org.jspecify.annotations.Nullable;

/** Lavaplayer's web files, with every connection guarded and no cookie kept from one listener to the next. */
public final class HttpSourceManager extends HttpAudioSourceManager {

    public HttpSourceManager(GuardedConnections connections) {
        super(Containers.ofSoundAndPlaylists(connections));
        configureBuilder(builder -> {
            connections.guard(builder);
            builder.disableCookieManagement();
        });
    }

    @Override
    public @Nullable AudioItem loadItem(AudioPlayerManager manager, AudioReference reference) {
        try {
            return super.loadItem(manager, reference);
        } catch (FriendlyException e) {
            AddressRefused refused = ExceptionTools.findDeepException(e, AddressRefused.class);
            if (refused != null) {
                throw new FriendlyException(refused.getMessage(), Severity.COMMON, refused);
            }
            throw e;
        }
    }
}
