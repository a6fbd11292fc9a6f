package dev.backline.metrics.catalog;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeRoute;
import dev.backline.api.event.RestRoute;
import dev.backline.api.feature.Feature;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A dimension of metrics. Its values are those of a closed set, and this class knows which types those are: enums, names
 * that the bot's own code or its operators give (commands, sources, routes, features, nodes), and {@linkplain Vocabulary vocabularies}. There is
 * no label of strings, so that no text or id of a user, guild, channel, message or track can get into one.
 *
 * @param <V> type of the values
 */
public final class Label<V> {

    /** What stands for values that are not admitted, or too many. */
    public static final String OTHER = "other";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern TEXT = Pattern.compile("[\\w][\\w ./{}@+:()',-]{0,99}");

    private final String name;
    private final String about;
    private final List<V> constants;
    private final Function<V, String> text;

    private Label(String name, String about, List<V> constants, Function<V, String> text) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A label's name has lower-case letters, digits and _, and starts with a letter; it was: " + name);
        }
        this.name = name;
        this.about = about;
        this.constants = constants;
        this.text = text;
    }

    /** Of the constants of an enum, in lower case. Each has a series from the start. */
    public static <E extends Enum<E>> Label<E> of(String name, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return new Label<>(name, String.join(", ", texts(constants)), constants, Label::lower);
    }

    private static List<String> texts(List<? extends Enum<?>> constants) {
        return constants.stream().map(Label::lower).toList();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Of the words of a vocabulary.
     *
     * @param about what they are, for the documentation
     */
    public static Label<Term> of(String name, String about) {
        return new Label<>(name, about, List.of(), Term::word);
    }

    /** Names of the bot's commands. */
    public static Label<CommandSpec> ofCommands(String name) {
        return new Label<>(name, "names of the bot's commands, and button", List.of(), CommandSpec::name);
    }

    /** Names of sources of tracks. */
    public static Label<SourceKey> ofSources(String name) {
        return new Label<>(name, "names of the sources of tracks", List.of(), SourceKey::name);
    }

    /** Methods and templates of the routes of Discord's REST API. */
    public static Label<RestRoute> ofRoutes(String name) {
        return new Label<>(
                name,
                "method and template of a route of Discord's REST API",
                List.of(),
                route -> route.template().equals(OTHER) ? OTHER : route.method() + " " + route.template());
    }

    /** Names of Lavalink nodes. */
    public static Label<NodeKey> ofNodes(String name) {
        return new Label<>(name, "names of the Lavalink nodes", List.of(), NodeKey::name);
    }

    /** Regions of Lavalink nodes. */
    public static Label<NodeKey> ofNodeRegions(String name) {
        return new Label<>(
                name,
                "regions of the Lavalink nodes",
                List.of(),
                node -> node.region().isEmpty() ? "none" : node.region());
    }

    /** Methods and templates of the routes of a Lavalink node's REST API. */
    public static Label<NodeRoute> ofNodeRoutes(String name) {
        return new Label<>(
                name,
                "method and template of a route of Lavalink's REST API",
                List.of(),
                route -> route.method() + " " + route.template());
    }

    /** Names of features. */
    public static Label<Feature> ofFeatures(String name) {
        return new Label<>(name, "names of features", List.of(), Feature::name);
    }

    public String name() {
        return name;
    }

    /** Its values, or what they are, for people. */
    public String about() {
        return about;
    }

    /** The values when they are known beforehand. */
    List<V> constants() {
        return constants;
    }

    /** How a value is written. */
    String text(V value) {
        String written = text.apply(value);
        return TEXT.matcher(written).matches() ? written : OTHER;
    }

    @Override
    public String toString() {
        return name;
    }
}
