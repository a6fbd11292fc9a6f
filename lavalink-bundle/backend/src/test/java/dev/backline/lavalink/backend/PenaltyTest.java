package dev.backline.lavalink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeLoad.Frames;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PenaltyTest {

    private static final NodeLoad IDLE = load(0, 0, Optional.empty());

    @Test
    void countsEachPlayer() {
        assertThat(Penalty.of(Optional.of(IDLE), 3, 1, false)).isEqualTo(4);
        assertThat(Penalty.of(Optional.of(load(5, 0, Optional.empty())), 3, 1, false))
                .isEqualTo(6);
    }

    @Test
    void knowsANewNodeByItsPlayersAlone() {
        assertThat(Penalty.of(Optional.empty(), 4, 1, false)).isEqualTo(5);
    }

    @Test
    void givesANodeAsManyPlayersAsItsWeightSays() {
        int big = 0;
        int small = 0;
        for (int i = 0; i < 12; i++) {
            if (Penalty.of(Optional.of(IDLE), big, 3, false) < Penalty.of(Optional.of(IDLE), small, 1, false)) {
                big++;
            } else {
                small++;
            }
        }

        assertThat(big).isEqualTo(9);
        assertThat(small).isEqualTo(3);
    }

    @Test
    void growsSteeplyWithTheLoadOfTheMachine() {
        double half = Penalty.of(Optional.of(load(0, 0.5, Optional.empty())), 0, 1, false);
        double full = Penalty.of(Optional.of(load(0, 1, Optional.empty())), 0, 1, false);

        assertThat(half).isBetween(100.0, 110.0);
        assertThat(full).isBetween(1_300.0, 1_320.0);
    }

    @Test
    void ranksANodeThatLosesFramesBehindOneWithManyPlayers() {
        double losing = Penalty.of(Optional.of(load(1, 0.1, Optional.of(new Frames(2_800, 0, 200)))), 1, 1, false);
        double busy = Penalty.of(Optional.of(load(200, 0.1, Optional.of(new Frames(3_000, 0, 0)))), 200, 1, false);

        assertThat(losing).isGreaterThan(busy);
    }

    @Test
    void ranksMissingSoundBehindLateSound() {
        double late = Penalty.of(Optional.of(load(1, 0, Optional.of(new Frames(2_900, 0, 100)))), 1, 1, false);
        double missing = Penalty.of(Optional.of(load(1, 0, Optional.of(new Frames(2_900, 100, 0)))), 1, 1, false);

        assertThat(missing).isGreaterThan(late);
    }

    @Test
    void doesNotRewardANodeThatSendsMoreThanIsDue() {
        assertThat(Penalty.of(Optional.of(load(1, 0, Optional.of(new Frames(3_010, 0, -10)))), 1, 1, false))
                .isEqualTo(2);
    }

    @Test
    void prefersANearNodeUntilItIsFull() {
        double near = Penalty.of(Optional.of(IDLE), 200, 1, false);
        double far = Penalty.of(Optional.of(IDLE), 0, 1, true);

        assertThat(near).isLessThan(far);
        assertThat(Penalty.of(Optional.of(IDLE), 300, 1, false)).isGreaterThan(far);
    }

    private static NodeLoad load(int playing, double cpu, Optional<Frames> frames) {
        return new NodeLoad(playing, playing, Duration.ofHours(1), 4, cpu, cpu, 1, 1, 2, 4, frames);
    }
}
