package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.Assume.assumeTrue;

import dev.backline.container.Client.Response;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.awaitility.core.ThrowingRunnable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The HTTP door: who may come in from where, and what is left when it goes. */
public class HttpIT extends DevelopmentSet {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SERVER = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String TOKEN_DIGEST =
            "sha256:d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7";

    @Before
    public void awaitOpen() {
        eventually(() -> assertThat(here().get("/health/live").status()).isEqualTo(200));
    }

    @After
    public void asItWas() throws Exception {
        Files.deleteIfExists(local());
        eventually(() -> assertThat(shell("http:status"))
                .contains("no credentials are configured")
                .doesNotContain("not where", "ignored"));
        awaitOpen();
    }

    private Path local() {
        return Path.of(context.getProperty("backline.conf")).resolve("local.json");
    }

    private void configure(String json) throws IOException {
        Files.writeString(local(), json);
    }

    private int port() {
        ServiceReference<?> server = context.getServiceReference(SERVER);
        assertThat(server).as("the HTTP server").isNotNull();
        return Integer.parseInt(server.getProperty("org.osgi.service.http.port").toString());
    }

    private Client here() {
        return new Client(InetAddress.getLoopbackAddress(), port());
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }

    /** An address of this machine that others can reach. */
    private static Optional<InetAddress> outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }

    @Test
    public void tellsThoseOnThisMachineHowTheBotIs() throws Exception {
        // A check that a busy machine holds up is not OK for a moment.
        eventually(() -> {
            Response live = here().get("/health/live");
            Response ready = here().header("Accept", "application/json").get("/health/ready");

            assertThat(live.status()).isEqualTo(200);
            assertThat(live.head()).contains("content-type: text/plain");
            assertThat(live.body()).isEqualTo("OK\nprocess: OK\n");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.head()).contains("content-type: application/json");
            assertThat(ready.body())
                    .contains(
                            "{\"name\":\"audio\",\"status\":\"OK\"}",
                            "{\"name\":\"bundles\",\"status\":\"OK\"}",
                            "{\"name\":\"discord\",\"status\":\"OK\"}");
        });
    }

    @Test
    public void readyIsWhatTheShellCallsReady() throws Exception {
        shell("sandbox:fault intents on");
        shell("sandbox:fault forget");
        try {
            eventually(() -> {
                Response ready = here().get("/health/ready.json");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.body()).contains("{\"name\":\"discord\",\"status\":\"CRITICAL\"}");
            });
            assertThatThrownBy(() -> shell("bot:ready")).hasMessageContaining("discord: Discord does not allow");
            assertThat(here().get("/health/live").status()).isEqualTo(200);
        } finally {
            shell("sandbox:fault intents off");
            shell("feature:off --force discord");
            shell("feature:on discord");
        }
        eventually(() -> assertThat(here().get("/health/ready").status()).isEqualTo(200));
        assertThat(shell("bot:ready")).isEmpty();
    }

    @Test
    public void aFeatureThatFailsDoesNotMakeTheBotUnready() throws Exception {
        Bundle broken = context.installBundle("test:broken", new ByteArrayInputStream(brokenFeature()));
        try {
            assertThatThrownBy(broken::start).isInstanceOf(BundleException.class);

            assertThat(shell("bot:status")).contains("warn  features", "broken");
            eventually(() -> assertThat(here().get("/health/ready.txt").body())
                    .startsWith("OK\n")
                    .doesNotContain("features"));
        } finally {
            broken.uninstall();
        }
    }

    private static byte[] brokenFeature() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "test.broken");
        manifest.getMainAttributes().putValue("Bundle-Activator", "test.broken.Missing");
        manifest.getMainAttributes()
                .putValue(
                        "Provide-Capability",
                        "dev.backline.feature;dev.backline.feature=broken;summary=\"Fails\";category=METRICS");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    @Test
    public void answersSayNothingOfTheServerAndAreNotKept() throws Exception {
        Response found = here().get("/health/live");
        Response missing = here().get("/no/such/path?x=<b>y</b>");
        Response root = here().get("/");

        assertThat(List.of(found, missing, root)).allSatisfy(response -> {
            assertThat(response.head())
                    .doesNotContain("server:", "x-powered-by", "jetty", "set-cookie")
                    .contains("x-content-type-options: nosniff", "cache-control: no-store", "x-frame-options: deny");
            assertThat(response.body()).doesNotContainIgnoringCase("jetty").doesNotContain("path", "<");
        });
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("There is nothing here.\n");
        assertThat(root.status()).isEqualTo(404);
    }

    @Test
    public void aServletThatFailsShowsNothingOfWhy() throws Exception {
        ServiceRegistration<Servlet> registration = serve("/test/fails", true);
        try {
            eventually(() -> {
                Response response = here().get("/test/fails");
                assertThat(response.status()).isEqualTo(500);
                assertThat(response.body()).isEqualTo("That did not work (500).\n");
            });
        } finally {
            registration.unregister();
        }
    }

    @Test
    public void guardsServletsThatAreNotBacklinesToo() throws Exception {
        ServiceRegistration<Servlet> registration = serve("/test/stranger", false);
        try {
            eventually(() -> assertThat(here().get("/test/stranger").body()).isEqualTo("hello"));

            assertThat(here().header("Host", "evil.example")
                            .get("/test/stranger")
                            .status())
                    .isEqualTo(421);
        } finally {
            registration.unregister();
        }
    }

    private ServiceRegistration<Servlet> serve(String path, boolean inBacklinesContext) {
        Map<String, Object> properties = inBacklinesContext
                ? Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        path,
                        "osgi.http.whiteboard.context.select",
                        "(osgi.http.whiteboard.context.name=backline)")
                : Map.of("osgi.http.whiteboard.servlet.pattern", path);
        return context.registerService(Servlet.class, new TestServlet(), FrameworkUtil.asDictionary(properties));
    }

    /** Says hello where others are let in, and fails in Backline's context. */
    private static final class TestServlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getServletPath().endsWith("fails")) {
                throw new IllegalStateException("a secret of the inside");
            }
            response.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    public void aWebPageCannotReadItThroughABrowserOnThisMachine() throws Exception {
        Response led = here().header("Host", "evil.example:" + port()).get("/health/ready");

        assertThat(led.status()).isEqualTo(421);
        assertThat(led.body()).doesNotContain("discord");
        assertThat(here().send("POST", "/health/ready").status()).isEqualTo(405);
        assertThat(here().send("TRACE", "/health/ready").status()).isEqualTo(405);
    }

    @Test
    public void credentialsLetInAndWrongOnesHaveToWait() throws Exception {
        String hash = shell("http:hash prometheus --file " + secret("correct horse"))
                .replaceFirst("(?s).*\\.users:\\s+", "")
                .strip();
        configure("""
            { "dev.backline.http": { "loopbackNeedsCredentials": true, ".tokens": ["%s"], ".users": ["%s"] } }
            """.formatted(TOKEN_DIGEST, hash));

        eventually(() -> assertThat(here().get("/health/live").status()).isEqualTo(401));
        Response asked = here().get("/health/live");
        assertThat(asked.head())
                .contains("www-authenticate: bearer realm=\"backline\"", "www-authenticate: basic realm=\"backline\"");
        assertThat(asked.body()).doesNotContain("process");
        // The door is there before what is behind it.
        eventually(
                () -> assertThat(here().token("open-sesame").get("/health/live").status())
                        .isEqualTo(200));
        assertThat(here().password("prometheus", "correct horse")
                        .get("/health/live")
                        .status())
                .isEqualTo(200);

        // They are put off for two seconds only: a machine that takes longer to ask tries again.
        Response putOff = await().atMost(PATIENCE).until(this::afterFiveWrongOnes, answer -> answer.status() == 429);
        assertThat(putOff.head()).contains("retry-after: ");
        assertThat(shell("http:status"))
                .contains("users: 1, bearer tokens: 1", "Put off")
                .containsPattern("Turned away: \\d+ with wrong credentials")
                .doesNotContain("sesame", "barley", "sha256", "pbkdf2");
        eventually(
                () -> assertThat(here().token("open-sesame").get("/health/live").status())
                        .isEqualTo(200));
    }

    /** What right credentials get after five wrong ones, which are forgotten when the right ones are let in. */
    private Response afterFiveWrongOnes() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(here().token("open-barley").get("/health/live").status()).isEqualTo(401);
        }
        return here().token("open-sesame").get("/health/live");
    }

    @Test
    public void whatIsSentIsTakenWithCredentialsWhereAServletWantsIt() throws Exception {
        configure("{ \"dev.backline.http\": { \".tokens\": [\"%s\"] } }".formatted(TOKEN_DIGEST));
        eventually(() -> assertThat(shell("http:status")).contains("bearer tokens: 1"));
        ServiceRegistration<Servlet> registration = context.registerService(
                Servlet.class,
                new EchoServlet(),
                FrameworkUtil.asDictionary(Map.of(
                        "osgi.http.whiteboard.servlet.pattern",
                        "/test/echo",
                        "osgi.http.whiteboard.context.select",
                        "(osgi.http.whiteboard.context.name=backline)",
                        "dev.backline.http.post.bytes",
                        100)));
        try {
            eventually(() -> assertThat(here().token("open-sesame")
                            .post("/test/echo", "[1]")
                            .body())
                    .isEqualTo("[1]"));

            assertThat(here().post("/test/echo", "[1]").status()).isEqualTo(401);
            assertThat(here().token("open-sesame").post("/health/live", "[1]").status())
                    .isEqualTo(405);
            assertThat(here().token("open-sesame")
                            .post("/test/echo", "[" + "1".repeat(100) + "]")
                            .status())
                    .isEqualTo(413);
            assertThat(here().token("open-sesame")
                            .header("Content-Type", "application/json")
                            .header("Transfer-Encoding", "chunked")
                            .send("POST", "/test/echo", "3\r\n[1]\r\n0\r\n\r\n")
                            .status())
                    .isEqualTo(411);
            assertThat(here().token("open-sesame")
                            .header("Content-Type", "text/plain")
                            .header("Content-Length", "3")
                            .send("POST", "/test/echo", "[1]")
                            .status())
                    .isEqualTo(415);
            assertThat(here().token("open-sesame").send("PUT", "/test/echo").head())
                    .contains("allow: get, head, post");
        } finally {
            registration.unregister();
        }
    }

    /** Answers what it is sent. */
    private static final class EchoServlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().transferTo(response.getOutputStream());
        }
    }

    private Path secret(String text) throws IOException {
        Path file = Files.createTempFile("backline-secret", ".txt");
        file.toFile().deleteOnExit();
        return Files.writeString(file, text + "\n");
    }

    @Test
    public void withoutCredentialsItStaysOnLoopbackWhateverIsConfigured() throws Exception {
        configure("{ \"dev.backline.http\": { \"host\": \"0.0.0.0\" } }");

        eventually(() -> assertThat(shell("bot:status"))
                .contains("warn  http", "on loopback only: no credentials are configured"));
        awaitOpen();
        assertNobodyListensOutside();
    }

    @Test
    public void withCredentialsItListensWhereOthersReachItAndAsksThemForThese() throws Exception {
        assumeTrue("this machine has an address beside loopback", outside().isPresent());
        configure("""
            { "dev.backline.http": { "host": "0.0.0.0", ".tokens": ["%s"] } }
            """.formatted(TOKEN_DIGEST));

        eventually(() -> {
            Client from = new Client(outside().orElseThrow(), port());
            assertThat(from.get("/health/live").status()).isEqualTo(401);
        });
        Client from = new Client(outside().orElseThrow(), port());
        assertThat(from.get("/no/such/path").status()).isEqualTo(401);
        assertThat(from.token("open-barley").get("/health/live").status()).isEqualTo(401);
        awaitOpen();
        assertThat(from.token("open-sesame").get("/health/live").status()).isEqualTo(200);
    }

    @Test
    public void whatSomebodyElseWantsOfFelixIsIgnored() throws Exception {
        int before = port();
        configure("""
            {
              "org.apache.felix.http": { "org.apache.felix.http.host": "0.0.0.0" },
              "org.apache.felix.http~second": { "org.apache.felix.http.host": "0.0.0.0",
                "org.osgi.service.http.port": 0, "org.apache.felix.http.enable": true }
            }
            """);

        eventually(() -> assertThat(shell("bot:status")).contains("org.apache.felix.http is ignored"));
        assertThat(port()).isEqualTo(before);
        assertThat(context.getAllServiceReferences(SERVER, null)).hasSize(1);
        assertNobodyListensOutside();
    }

    private void assertNobodyListensOutside() throws IOException {
        if (outside().isPresent()) {
            Client from = new Client(outside().orElseThrow(), port());
            assertThatThrownBy(() -> from.get("/health/live")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    public void clientsThatDawdleDoNotKeepOthersOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = here().open();
                socket.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            assertThat(here().get("/health/live").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    public void whatIsTooLargeIsRefused() throws Exception {
        assertThat(here().header("X-Large", "x".repeat(20_000))
                        .get("/health/live")
                        .status())
                .isEqualTo(431);
    }

    @Test
    public void whenItGoesThePortIsClosedAndWhenItComesBackItIsOpen() throws Exception {
        Client client = here();

        shell("feature:off http");

        assertThatThrownBy(() -> client.get("/health/live")).isInstanceOf(ConnectException.class);
        assertThat(shell("bot:status --json")).doesNotContain("httpPort");
        assertThat(shell("bot:ready")).isEmpty();
        shell("feature:on http");
        eventually(() -> assertThat(here().get("/health/live").status()).isEqualTo(200));
        assertThat(shell("bot:status --json")).contains("\"httpPort\":" + port());
    }

    @Test
    public void aHundredInstallationsLeaveNothingBehind() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        long threads = threads();
        for (int i = 0; i < 100; i++) {
            Bundle http = bundle("dev.backline.http");
            loaders.add(new WeakReference<>(http.adapt(BundleWiring.class).getClassLoader()));
            http.uninstall();
            refresh(http);
            context.installBundle(http.getLocation()).start();
            eventually(() -> assertThat(here().get("/health/live").status()).isEqualTo(200));
        }

        eventually(() -> {
            System.gc();
            assertThat(loaders.stream().filter(loader -> loader.get() != null).count())
                    .isLessThanOrEqualTo(1);
            assertThat(threads()).isLessThanOrEqualTo(threads);
        });
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("qtp") || name.startsWith("backline-http"))
                .count();
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertThat(refreshed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
