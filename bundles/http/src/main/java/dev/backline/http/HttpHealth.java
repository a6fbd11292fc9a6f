package dev.backline.http;

import dev.backline.http.door.Credentials;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;

/** Whether HTTP is open, and as it was configured. The bot is ready without it. */
final class HttpHealth implements HealthCheck {

    private final FelixHttp server;
    private final Credentials credentials;
    private final Optional<String> refusal;

    HttpHealth(FelixHttp server, Credentials credentials, Optional<String> refusal) {
        this.server = server;
        this.credentials = credentials;
        this.refusal = refusal;
    }

    @Override
    public Result execute() {
        FormattingResultLog result = new FormattingResultLog();
        server.problem()
                .ifPresentOrElse(
                        problem -> result.critical("not open: {}", problem),
                        () -> result.info("open at {}", server.where()));
        refusal.ifPresent(why -> result.warn("not where dev.backline.http says, but on loopback only: {}", why));
        credentials.problems().forEach(problem -> result.warn("dev.backline.http: {}", problem));
        if (server.isOverruled()) {
            result.warn("what the configuration says of {} is ignored; dev.backline.http is instead", FelixHttp.PID);
        }
        return new Result(result);
    }
}
