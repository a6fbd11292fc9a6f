package dev.backline.discord.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.RestRoute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private final Routes routes = new Routes();

    private RestRoute of(String method, String path) {
        return routes.of(method, List.of(path.split("/", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, api/v10/gateway/bot, gateway/bot",
        "PUT, api/v10/applications/1574511990372564992/commands, applications/{application_id}/commands",
        "POST, api/v10/interactions/1/a-secret-token/callback,"
                + " interactions/{interaction_id}/{interaction_token}/callback",
        "PATCH, api/v10/webhooks/1/a-secret-token/messages/@original,"
                + " webhooks/{application_id}/{interaction_token}/messages/{message_id}",
        "DELETE, api/v10/channels/12/messages/34, channels/{channel_id}/messages/{message_id}"
    })
    void findsTheTemplate(String method, String path, String template) {
        assertThat(of(method, path)).isEqualTo(new RestRoute(method, template));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, api/v10/guilds/12345/audit-logs",
        "GET, api/v10/users/12345",
        "POST, api/v10/webhooks/1/a-secret-token/slack",
        "GET, attachments/1/2/song.mp3"
    })
    void whatIsNotInTheTableIsOther(String method, String path) {
        assertThat(of(method, path)).isEqualTo(new RestRoute(method, Routes.OTHER));
    }

    @Test
    void aMethodThatHttpDoesNotHaveIsOtherToo() {
        assertThat(of("BREW", "api/v10/gateway").method()).isEqualTo(Routes.OTHER);
    }

    @Test
    void theSameRouteIsTheSameObject() {
        assertThat(of("GET", "api/v10/guilds/1")).isSameAs(of("GET", "api/v10/guilds/2"));
    }
}
