package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.event.NodeKey;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigTest {

    private static NodeConfig config(String password) {
        return new NodeConfig(new NodeKey("north", ""), URI.create("http://127.0.0.1:2333"), password, 1, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "tab\tulator", "pässword", "€"})
    void aPasswordThatCannotBeSentIsRefusedAndNotQuoted(String password) {
        assertThatThrownBy(() -> config(password))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The password of the node north")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "you shall not pass", "a~!9"})
    void everyPasswordOfPrintableAsciiIsGood(String password) {
        assertThat(config(password).password()).isEqualTo(password);
    }
}
