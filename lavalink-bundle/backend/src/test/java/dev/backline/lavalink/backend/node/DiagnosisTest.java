package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    @Test
    void aPortAtWhichNobodyListensIsTheEndOfABrokenConnection() {
        assertThat(diagnose(new RequestFailed("failed", new ConnectException("refused")), true)
                        .trouble())
                .isEqualTo(NodeTrouble.UNREACHABLE);
    }

    @Test
    void whatCannotBeReachedIsSaidInWords() {
        ConnectException refused = new ConnectException();
        refused.initCause(new ClosedChannelException());
        ConnectException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());

        assertThat(diagnose(new RequestFailed("failed", refused), false).why())
                .isEqualTo("It cannot be reached: nobody listens at its port");
        assertThat(diagnose(new RequestFailed("failed", unknown), false).why())
                .isEqualTo("It cannot be reached: its host name has no address");
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
