package dev.backline.http.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {

    private final Door door = new Door(new Admission(
            new Credentials(List.of(), List.of(Credentials.digest("open-sesame"))),
            List.of(),
            false,
            path -> OptionalInt.empty()));

    private static final FilterChain SAYS_HELLO =
            (request, response) -> response.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));

    private static final FilterChain NOBODY = (request, response) -> {
        throw new AssertionError("Nobody may come in");
    };

    @Test
    void whoeverMayComeInIsAnswered() throws Exception {
        Exchange exchange = new Exchange("127.0.0.1");

        door.doFilter(exchange.request(), exchange.response(), SAYS_HELLO);

        assertThat(exchange.body()).isEqualTo("hello");
        assertThat(exchange.headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void whoeverHasNoCredentialsIsToldWhichThereAre() throws Exception {
        Exchange exchange = new Exchange("192.0.2.1");

        door.doFilter(exchange.request(), exchange.response(), NOBODY);

        assertThat(exchange.status()).isEqualTo(401);
        assertThat(exchange.headers("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"Backline\"", "Basic realm=\"Backline\", charset=\"UTF-8\"");
        assertThat(exchange.headers("Cache-Control")).containsExactly("no-store");
        assertThat(exchange.body()).isEqualTo("Credentials are needed.\n");
    }

    @Test
    void credentialsAreLookedAtOnceForARequest() throws Exception {
        Exchange exchange = new Exchange("192.0.2.1").header("Authorization", "Bearer open-sesame");

        door.doFilter(exchange.request(), exchange.response(), (request, response) -> {
            exchange.header("Authorization", "Bearer open-barley");
            assertThat(door.handleSecurity(exchange.request(), (HttpServletResponse) response))
                    .isTrue();
        });

        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void servletsOfTheContextAnswerNobodyWhoDidNotComeThroughTheDoor() throws IOException {
        Exchange exchange = new Exchange("192.0.2.1");

        assertThat(door.handleSecurity(exchange.request(), exchange.response())).isFalse();

        assertThat(exchange.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "Via", "X-Real-IP"})
    void whatAProxySaysMakesAVisitorAStranger(String header) throws Exception {
        Exchange exchange = new Exchange("127.0.0.1").header(header, "192.0.2.7");

        door.doFilter(exchange.request(), exchange.response(), NOBODY);

        assertThat(exchange.status()).isEqualTo(401);
    }

    @Test
    void aConnectionWithoutAddressesIsNotLoopback() {
        Exchange exchange = new Exchange(null);

        assertThatThrownBy(() -> door.doFilter(exchange.request(), exchange.response(), NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anErrorSaysNothingOfWhatWasBegunOrWhy() throws Exception {
        Exchange exchange = new Exchange("127.0.0.1");

        door.doFilter(exchange.request(), exchange.response(), (request, response) -> {
            response.getOutputStream().write("half of a secret".getBytes(StandardCharsets.UTF_8));
            ((HttpServletResponse) response).sendError(500, "the other half");
        });

        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.body()).isEqualTo("That did not work (500).\n");
        assertThat(exchange.headers("X-Frame-Options")).containsExactly("DENY");
    }
}
