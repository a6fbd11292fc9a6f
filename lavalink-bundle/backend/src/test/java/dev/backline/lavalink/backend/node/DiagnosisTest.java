package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    @Test
    void aPortAtWhichNobodyListensIsTheEndOfABrokenConnection() {
        assertThat(diagnose(new RequestFailed("failed", new ConnectException("refused")), true)
                        .trouble())
                .isEqualTo(NodeTrouble.UNREACHABLE);
    }

    @Test
    void aConnectionThatJustBrokeMayComeBackAfterATimeout() {
        assertThat(diagnose(new RequestFailed("late", new HttpTimeoutException("late")), true)
                        .trouble())
                .isEqualTo(NodeTrouble.CONNECTION_LOST);
        assertThat(diagnose(new RequestFailed("late", new HttpTimeoutException("late")), false)
                        .trouble())
                .isEqualTo(NodeTrouble.UNREACHABLE);
    }

    @Test
    void aRefusedPasswordNamesTheTwoPlacesToCompare() {
        assertThat(diagnose(new RequestFailed(401, "no"), false).why())
                .contains("dev.backline.lavalink.node~north", "lavalink.server.password");
    }

    @Test
    void aServerWithoutTheFourthApiIsUnsupported() {
        assertThat(diagnose(new RequestFailed(404, "no"), false))
                .isEqualTo(new Diagnosis(NodeTrouble.UNSUPPORTED, Server.unsupported("3.7.11")));
    }

    @Test
    void aProxyWithoutItsNodeIsNotReached() {
        assertThat(diagnose(new RequestFailed(502, "bad gateway"), true).trouble())
                .isEqualTo(NodeTrouble.UNREACHABLE);
    }

    private static Diagnosis diagnose(Throwable failure, boolean wasConnected) {
        return Diagnosis.of(failure, "north", "3.7.11", wasConnected);
    }
}
