package dev.backline.http.door;

import dev.backline.http.door.Verdict.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: to read, whoever is on this machine and calls it by a name of its own, and whoever has credentials; to
 * send something, only the latter, and only where it is expected. Safe for threads.
 */
public final class Admission {

    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private static final Duration WHILE_BUSY = Duration.ofSeconds(1);

    /** From as many wrong credentials in a row on, they are logged only when their number doubles. */
    private static final int FEW = 4;

    private final Credentials credentials;
    private final HostNames hosts;
    private final boolean loopbackNeedsCredentials;
    private final Letterboxes letterboxes;
    private final Attempts attempts;
    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
    private final LongAdder later = new LongAdder();

    /**
     * Without anybody refused yet.
     *
     * @param hostNames by which this machine may be called on loopback, beside those of loopback
     * @param loopbackNeedsCredentials whether being on this machine is not enough to read
     * @param letterboxes where something may be sent
     */
    public Admission(
            Credentials credentials,
            Collection<String> hostNames,
            boolean loopbackNeedsCredentials,
            Letterboxes letterboxes) {
        this(
                credentials,
                new HostNames(hostNames),
                loopbackNeedsCredentials,
                letterboxes,
                new Attempts(System::nanoTime));
    }

    Admission(
            Credentials credentials,
            HostNames hosts,
            boolean loopbackNeedsCredentials,
            Letterboxes letterboxes,
            Attempts attempts) {
        this.credentials = credentials;
        this.hosts = hosts;
        this.loopbackNeedsCredentials = loopbackNeedsCredentials;
        this.letterboxes = letterboxes;
        this.attempts = attempts;
        for (Reason reason : Reason.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /** Decides, and counts and logs who is refused. May take a few tenths of a second. */
    Verdict judge(Visitor visitor) {
        Verdict verdict = decide(visitor);
        switch (verdict) {
            case Verdict.Admitted in -> {}
            case Verdict.Refused turnedAway -> count(turnedAway.reason());
            case Verdict.Later delayed -> later.increment();
        }
        return verdict;
    }

    /** Methods that may be used on that path. */
    String methods(String path) {
        return letterboxes.bytes(path).isPresent() ? "GET, HEAD, POST" : "GET, HEAD";
    }

    private Verdict decide(Visitor visitor) {
        Errand errand = visitor.errand();
        if (errand.onlyReads()) {
            return visitor.isLocal() && !loopbackNeedsCredentials ? byName(visitor) : byCredentials(visitor);
        }
        OptionalInt mostBytes = errand.sends() ? letterboxes.bytes(errand.path()) : OptionalInt.empty();
        if (mostBytes.isEmpty()) {
            return new Verdict.Refused(Reason.FOREIGN_METHOD);
        }
        Verdict verdict = byCredentials(visitor);
        return verdict instanceof Verdict.Admitted
                ? errand.objection(mostBytes.getAsInt())
                        .<Verdict>map(Verdict.Refused::new)
                        .orElse(verdict)
                : verdict;
    }

    private Verdict byName(Visitor visitor) {
        return visitor.host().filter(hosts::contains).isPresent()
                ? new Verdict.Admitted()
                : new Verdict.Refused(Reason.FOREIGN_NAME);
    }

    private Verdict byCredentials(Visitor visitor) {
        if (visitor.authorization().isEmpty()) {
            return new Verdict.Refused(Reason.NO_CREDENTIALS);
        }
        Optional<Duration> wait = attempts.wait(visitor.remote());
        if (wait.isPresent()) {
            return new Verdict.Later(wait.get());
        }
        return switch (credentials.check(visitor.authorization().get())) {
            case RIGHT -> {
                attempts.succeeded(visitor.remote());
                yield new Verdict.Admitted();
            }
            case WRONG -> {
                failed(visitor);
                yield new Verdict.Refused(Reason.WRONG_CREDENTIALS);
            }
            case BUSY -> new Verdict.Later(WHILE_BUSY);
        };
    }

    private void failed(Visitor visitor) {
        int failures = attempts.failed(visitor.remote());
        if (failures <= FEW || Integer.bitCount(failures) == 1) {
            log.warn(
                    "Wrong credentials over HTTP from {}, {} in a row",
                    visitor.remote().getHostAddress(),
                    failures);
        }
    }

    private void count(Reason reason) {
        LongAdder count = refused.get(reason);
        if (count != null) {
            count.increment();
        }
    }

    /** How many requests were turned away for that reason. */
    public long refused(Reason reason) {
        LongAdder count = refused.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** How many were told to come again, because of wrong credentials before. */
    public long putOff() {
        return later.sum();
    }
}
