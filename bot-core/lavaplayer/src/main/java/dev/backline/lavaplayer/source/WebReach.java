package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import dev.backline.api.audio.TrackQuery;
import java.net.URI;
import java.util.Optional;

/** Files on the web; each is found again where it was asked for, not where a redirect of the day led. */
final class WebReach implements Reach {

    @Override
    public Optional<String> identifier(TrackQuery query) {
        return query.url().map(URI::toString);
    }

    @Override
    public String keeps(String asked, AudioTrackInfo found) {
        return asked;
    }

    @Override
    public String title(String identifier) {
        URI uri = URI.create(identifier);
        String file = uri.getPath() == null ? "" : Library.titleOf(uri.getPath());
        return file.isBlank() ? uri.getHost() : file;
    }
}
