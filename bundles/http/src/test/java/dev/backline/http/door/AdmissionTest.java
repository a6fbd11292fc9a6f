package dev.backline.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.http.door.Verdict.Admitted;
import dev.backline.http.door.Verdict.Later;
import dev.backline.http.door.Verdict.Reason;
import dev.backline.http.door.Verdict.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final String RIGHT = "Bearer open-sesame";
    private static final String WRONG = "Bearer open-barley";

    private static final String LETTERBOX = "/test/alerts";
    private static final Errand READS = new Errand("GET", "/metrics", -1, "");
    private static final Errand SENDS = new Errand("POST", LETTERBOX, 1000, "application/json; charset=utf-8");

    private final AtomicLong now = new AtomicLong();
    private final Credentials none = new Credentials(List.of(), List.of());
    private final Credentials token = new Credentials(List.of(), List.of(Credentials.digest("open-sesame")));

    private Admission admission(Credentials credentials, boolean loopbackNeedsCredentials) {
        return new Admission(
                credentials,
                new HostNames(List.of()),
                loopbackNeedsCredentials,
                path -> path.equals(LETTERBOX) ? OptionalInt.of(1000) : OptionalInt.empty(),
                new Attempts(now::get));
    }

    private static Visitor from(String remote, String local) {
        return new Visitor(READS, address(local), address(remote), false, Optional.of("localhost"), Optional.empty());
    }

    private static Visitor with(Visitor visitor, String authorization) {
        return new Visitor(
                visitor.errand(),
                visitor.local(),
                visitor.remote(),
                visitor.forwarded(),
                visitor.host(),
                Optional.of(authorization));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.1, 127.0.0.2", "::1, ::1"})
    void onThisMachineNobodyNeedsCredentials(String remote, String local) {
        assertThat(admission(none, false).judge(from(remote, local))).isEqualTo(new Admitted());
        assertThat(admission(token, false).judge(from(remote, local))).isEqualTo(new Admitted());
        assertThat(admission(token, false).judge(with(from(remote, local), WRONG)))
                .isEqualTo(new Admitted());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.1",
        "192.0.2.1, 192.0.2.1",
        "2001:db8::7, 2001:db8::1",
        "192.0.2.7, 127.0.0.1",
        "127.0.0.1, 192.0.2.1"
    })
    void fromAnywhereElseEverybodyDoes(String remote, String local) {
        Visitor visitor = from(remote, local);

        assertThat(admission(none, false).judge(visitor)).isEqualTo(refused(Reason.NO_CREDENTIALS));
        assertThat(admission(none, false).judge(with(visitor, RIGHT))).isEqualTo(refused(Reason.WRONG_CREDENTIALS));
        assertThat(admission(token, false).judge(visitor)).isEqualTo(refused(Reason.NO_CREDENTIALS));
        assertThat(admission(token, false).judge(with(visitor, WRONG))).isEqualTo(refused(Reason.WRONG_CREDENTIALS));
        assertThat(admission(token, false).judge(with(visitor, RIGHT))).isEqualTo(new Admitted());
    }

    @Test
    void whoeverAProxySpeaksForNeedsCredentials() {
        Visitor near = from("127.0.0.1", "127.0.0.1");
        Visitor far = new Visitor(READS, near.local(), near.remote(), true, Optional.of("localhost"), Optional.empty());

        assertThat(admission(token, false).judge(far)).isEqualTo(refused(Reason.NO_CREDENTIALS));
        assertThat(admission(token, false).judge(with(far, RIGHT))).isEqualTo(new Admitted());
    }

    @Test
    void onThisMachineCredentialsCanBeNeededToo() {
        Visitor visitor = from("127.0.0.1", "127.0.0.1");

        assertThat(admission(token, true).judge(visitor)).isEqualTo(refused(Reason.NO_CREDENTIALS));
        assertThat(admission(token, true).judge(with(visitor, RIGHT))).isEqualTo(new Admitted());
    }

    @Test
    void whenCredentialsAreNeededAndThereAreNoneNobodyComesIn() {
        assertThat(admission(none, true).judge(from("127.0.0.1", "127.0.0.1")))
                .isEqualTo(refused(Reason.NO_CREDENTIALS));
    }

    @Test
    void aBrowserThatWasLedHereByAForeignNameIsTurnedAway() {
        Visitor visitor = from("127.0.0.1", "127.0.0.1");
        Visitor led = new Visitor(
                READS, visitor.local(), visitor.remote(), false, Optional.of("evil.example:8080"), Optional.empty());
        Visitor nameless =
                new Visitor(READS, visitor.local(), visitor.remote(), false, Optional.empty(), Optional.empty());

        assertThat(admission(token, false).judge(led)).isEqualTo(refused(Reason.FOREIGN_NAME));
        assertThat(admission(token, false).judge(nameless)).isEqualTo(refused(Reason.FOREIGN_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
    void nobodyChangesAnything(String method) {
        Errand writes = new Errand(method, "/metrics", 1000, "application/json");

        assertThat(admission(token, false).judge(with(here(writes), RIGHT))).isEqualTo(refused(Reason.FOREIGN_METHOD));
    }

    private static Visitor here(Errand errand) {
        Visitor visitor = from("127.0.0.1", "127.0.0.1");
        return new Visitor(
                errand, visitor.local(), visitor.remote(), false, Optional.of("localhost"), Optional.empty());
    }

    @Test
    void whereSomethingIsExpectedItMayBeSentWithCredentials() {
        Admission admission = admission(token, false);

        assertThat(admission.judge(with(here(SENDS), RIGHT))).isEqualTo(new Admitted());
        assertThat(admission.methods(LETTERBOX)).isEqualTo("GET, HEAD, POST");
        assertThat(admission.methods("/metrics")).isEqualTo("GET, HEAD");
    }

    @Test
    void whoeverSendsSomethingNeedsCredentialsOnThisMachineToo() {
        assertThat(admission(token, false).judge(here(SENDS))).isEqualTo(refused(Reason.NO_CREDENTIALS));
        assertThat(admission(token, false).judge(with(here(SENDS), WRONG)))
                .isEqualTo(refused(Reason.WRONG_CREDENTIALS));
        assertThat(admission(none, false).judge(with(here(SENDS), RIGHT))).isEqualTo(refused(Reason.WRONG_CREDENTIALS));
    }

    @ParameterizedTest
    @CsvSource({
        "1001, application/json, TOO_LONG",
        "-1, application/json, UNKNOWN_LENGTH",
        "10, application/x-www-form-urlencoded, FOREIGN_TYPE",
        "10, text/plain, FOREIGN_TYPE",
        "10, '', FOREIGN_TYPE"
    })
    void whatIsSentIsJsonAndNotTooMuch(long bytes, String type, Reason reason) {
        Errand errand = new Errand("POST", LETTERBOX, bytes, type);

        assertThat(admission(token, false).judge(with(here(errand), RIGHT))).isEqualTo(refused(reason));
        assertThat(admission(token, false).judge(here(errand))).isEqualTo(refused(Reason.NO_CREDENTIALS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test/alerts/", "/test/../test/alerts", "/test/alerts;x=1", "/test%2Falerts", "/"})
    void onlyThatVeryPathIsMeant(String path) {
        Errand errand = new Errand("POST", path, 10, "application/json");

        assertThat(admission(token, false).judge(with(here(errand), RIGHT))).isEqualTo(refused(Reason.FOREIGN_METHOD));
    }

    @Test
    void whoeverGuessesHasToWaitAndOthersDoNot() {
        Admission admission = admission(token, false);
        Visitor guesser = from("192.0.2.7", "192.0.2.1");
        for (int i = 0; i < 5; i++) {
            assertThat(admission.judge(with(guesser, WRONG))).isEqualTo(refused(Reason.WRONG_CREDENTIALS));
        }

        assertThat(admission.judge(with(guesser, RIGHT))).isEqualTo(new Later(Duration.ofSeconds(2)));
        assertThat(admission.judge(with(from("192.0.2.8", "192.0.2.1"), RIGHT))).isEqualTo(new Admitted());

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(admission.judge(with(guesser, RIGHT))).isEqualTo(new Admitted());
    }

    @Test
    void whoAsksWithoutCredentialsDoesNotGuess() {
        Admission admission = admission(token, false);
        Visitor visitor = from("192.0.2.7", "192.0.2.1");
        for (int i = 0; i < 50; i++) {
            admission.judge(visitor);
        }

        assertThat(admission.judge(with(visitor, RIGHT))).isEqualTo(new Admitted());
    }

    @Test
    void countsWhomItTurnedAway() {
        Admission admission = admission(token, false);
        Visitor visitor = from("192.0.2.7", "192.0.2.1");
        admission.judge(visitor);
        for (int i = 0; i < 7; i++) {
            admission.judge(with(visitor, WRONG));
        }

        assertThat(admission.refused(Reason.NO_CREDENTIALS)).isEqualTo(1);
        assertThat(admission.refused(Reason.WRONG_CREDENTIALS)).isEqualTo(5);
        assertThat(admission.putOff()).isEqualTo(2);
        assertThat(admission.refused(Reason.FOREIGN_NAME)).isZero();
    }
}
