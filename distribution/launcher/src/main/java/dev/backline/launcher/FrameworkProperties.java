package dev.backline.launcher;

import dev.backline.sets.BundleSet;
import java.util.HashMap;
import java.util.Map;

/** What the framework and the bundles of the distribution are told when they start. */
public final class FrameworkProperties {

    private FrameworkProperties() {}

    /**
     * Properties of the framework for one instance.
     *
     * @param environment whose configuration is laid over that of {@code base.json}
     * @param httpPort on 127.0.0.1; 0 picks a free one
     * @param shell whether there is a terminal to run a shell in
     */
    public static Map<String, String> of(Home home, BundleSet set, String environment, int httpPort, boolean shell) {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "org.osgi.framework.storage", home.data().resolve("cache").toString());
        properties.put("backline.distribution", home.distribution().toString());
        properties.put("backline.home", home.root().toString());
        properties.put("backline.data", home.data().toString());
        properties.put("backline.conf", home.conf().toString());
        properties.put("backline.logs", home.logs().toString());
        properties.put("backline.set", set.name());
        properties.put("backline.environment", environment);
        properties.put("backline.control", home.socket().toString());
        // Read by the profile of the shell, for which whatever is not empty is true.
        properties.put("backline.shell", shell ? "true" : "");
        // JLine looks for sun.misc.Signal there; without it, Ctrl-C ends the bot instead of a command.
        // Flight Recorder puts calls of its own package into the events that bundles define.
        properties.put("org.osgi.framework.bootdelegation", "sun.misc,jdk.jfr.internal.event");
        // Closed until the feature "http" opens it, and never elsewhere by mistake.
        properties.put("org.apache.felix.http.require.config", "true");
        properties.put("org.apache.felix.http.enable", "false");
        properties.put("org.apache.felix.http.host", "127.0.0.1");
        properties.put("org.osgi.service.http.port", Integer.toString(httpPort));
        properties.put("backline.deploy", home.deploy().toString());
        properties.put("felix.cm.config.plugins", "org.apache.felix.configadmin.plugin.interpolation");
        properties.put(
                "org.apache.felix.configadmin.plugin.interpolation.secretsdir",
                home.conf().resolve("secrets").toString());
        properties.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                home.conf().resolve("logback.xml").toString());
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
        properties.put("gosh.home", home.distribution().resolve("shell").toString());
        properties.put("gosh.args", shell ? "" : "--nointeractive --noshutdown");
        return properties;
    }
}
