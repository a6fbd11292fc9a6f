package dev.backline.api.playback;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The playback sessions of all guilds. Safe for any thread; does not block. */
@ProviderType
public interface Sessions {

    /** One snapshot per guild that plays, has a queue or is in a voice channel, by guild id. */
    List<Session> all();

    /** The guild's session, if it has one. */
    Optional<Session> of(long guildId);
}
