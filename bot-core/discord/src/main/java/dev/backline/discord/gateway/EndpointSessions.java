package dev.backline.discord.gateway;

import dev.backline.api.discord.DiscordEndpoint;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/** Leads shards to the gateway of an endpoint: JDA's own controller knows that of Discord alone. */
final class EndpointSessions extends ConcurrentSessionController {

    private final String gateway;

    EndpointSessions(DiscordEndpoint endpoint) {
        gateway = endpoint.gateway().toString();
    }

    @Override
    public String getGateway() {
        return gateway;
    }

    @Override
    public ShardedGateway getShardedGateway(JDA api) {
        ShardedGateway told = super.getShardedGateway(api);
        return new ShardedGateway(gateway, told.getShardTotal(), told.getConcurrency());
    }
}
