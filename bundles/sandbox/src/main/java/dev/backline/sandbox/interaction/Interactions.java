package dev.backline.sandbox.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SeenMessage.Button;
import dev.backline.sandbox.gateway.Gateway;
import dev.backline.sandbox.rest.ApiError;
import dev.backline.sandbox.world.Channel;
import dev.backline.sandbox.world.Guild;
import dev.backline.sandbox.world.Payloads;
import dev.backline.sandbox.world.Snowflakes;
import dev.backline.sandbox.world.Uploads;
import dev.backline.sandbox.world.User;
import dev.backline.sandbox.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What members do with the bot and what it answers, with the rules of "Receiving and Responding" in Discord's developer
 * documentation: three seconds to acknowledge, once; fifteen minutes to answer. Safe for any thread.
 */
public final class Interactions implements AutoCloseable {

    /** How long Discord gives a bot to acknowledge. */
    public static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(3);

    /** A type of interaction: a slash command. */
    public static final int COMMAND = 2;

    /** A type of callback: a message. */
    public static final int ANSWER = 4;

    /** A type of callback: a message is to come. */
    public static final int DEFER = 5;

    /** A type of callback: the message with the button is another now. */
    public static final int EDIT = 7;

    private static final Duration FOLLOW_UP_WITHIN = Duration.ofSeconds(3);
    private static final Duration TOKEN_LIVES = Duration.ofMinutes(15);
    private static final int MESSAGES_PER_GUILD = 50;

    /** Further types of interactions. */
    private static final int COMPONENT = 3;

    private static final int AUTOCOMPLETE = 4;
    private static final int FORM = 5;

    /** Further types of callbacks. */
    private static final int DEFER_EDIT = 6;

    private static final int CHOICES = 8;
    private static final int MODAL = 9;

    /** A message in a guild's text channel. */
    private record Posted(ObjectNode message, Interaction by, Optional<Long> onlyFor) {}

    private final World world;
    private final Gateway gateway;
    private final Supplier<String> contentUrl;
    private final Duration acknowledgeWithin;
    private final Map<Long, Interaction> byId = new ConcurrentHashMap<>();
    private final Map<String, Interaction> byToken = new ConcurrentHashMap<>();
    private final Map<String, Form> forms = new ConcurrentHashMap<>();
    private final Map<Long, Deque<Posted>> messages = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandbox-deadlines").daemon().factory());

    /**
     * Without interactions.
     *
     * @param contentUrl where attached files are served
     * @param acknowledgeWithin how long the bot has to acknowledge
     */
    public Interactions(World world, Gateway gateway, Supplier<String> contentUrl, Duration acknowledgeWithin) {
        this.world = world;
        this.contentUrl = contentUrl;
        this.gateway = gateway;
        this.acknowledgeWithin = acknowledgeWithin;
        deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        byId.values().forEach(Interaction::end);
    }

    // ---- members

    /** A member sends a command. */
    public CompletionStage<Exchange> command(Guild guild, User member, String line) {
        ObjectNode data = CommandLine.parse(line, allowed(member), false, file -> upload(guild, file));
        return begin(COMMAND, guild, member, data, null).exchange();
    }

    /** A member types a command and asks for completions. */
    public CompletionStage<List<String>> complete(Guild guild, User member, String line) {
        ObjectNode data = CommandLine.parse(line, allowed(member), true, file -> upload(guild, file));
        return begin(AUTOCOMPLETE, guild, member, data, null).choices();
    }

    /** The commands that Discord's client would show to a member. */
    private List<JsonNode> allowed(User member) {
        return world.commands().stream()
                .filter(command -> Payloads.permits(
                        member, command.path("default_member_permissions").asLong()))
                .toList();
    }

    private ObjectNode upload(Guild guild, Path file) {
        return world.uploads().add(contentUrl.get(), guild.textChannel(), file);
    }

    /** A member presses a button under the latest message that has one of that label or id. */
    public CompletionStage<Exchange> press(Guild guild, User member, String wanted) {
        List<Posted> visible = visible(guild, member);
        for (Posted posted : visible) {
            for (Button button : buttons(posted)) {
                if (!button.disabled() && matches(button, wanted)) {
                    ObjectNode data = JsonNodeFactory.instance
                            .objectNode()
                            .put("custom_id", button.id())
                            .put("component_type", 2);
                    return begin(COMPONENT, guild, member, data, posted.message())
                            .exchange();
                }
            }
        }
        String known = visible.stream()
                .flatMap(posted -> buttons(posted).stream())
                .map(Button::label)
                .distinct()
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "There is no button “" + wanted + "”. Buttons: " + (known.isEmpty() ? "none" : known));
    }

    /** The buttons that can be pressed in a guild's channel, the latest first. */
    public List<Button> buttons(Guild guild) {
        Deque<Posted> all = messages.getOrDefault(guild.id(), new ArrayDeque<>());
        synchronized (all) {
            return all.stream()
                    .flatMap(posted -> buttons(posted).stream())
                    .filter(button -> !button.disabled())
                    .toList();
        }
    }

    /**
     * A member sends the form that the bot showed last.
     *
     * @param values by label or id of the input
     */
    public CompletionStage<Exchange> submit(Guild guild, User member, Map<String, String> values) {
        String whose = guild.id() + "/" + member.id();
        Form form = forms.get(whose);
        if (form == null) {
            throw new IllegalArgumentException("The bot shows " + member.name() + " no form");
        }
        ObjectNode data = form.filledIn(values);
        forms.remove(whose, form);
        return begin(FORM, guild, member, data, null).exchange();
    }

    private static boolean matches(Button button, String wanted) {
        String label = button.label();
        return button.id().equals(wanted)
                || label.equalsIgnoreCase(wanted)
                || label.replaceAll("[^\\p{L}\\p{N} ]", "").strip().equalsIgnoreCase(wanted);
    }

    private static List<Button> buttons(Posted posted) {
        return Messages.read(posted.message()).buttons().stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Posted> visible(Guild guild, User member) {
        Deque<Posted> all = messages.getOrDefault(guild.id(), new ArrayDeque<>());
        synchronized (all) {
            return all.stream()
                    .filter(posted ->
                            posted.onlyFor().isEmpty() || posted.onlyFor().get() == member.id())
                    .toList();
        }
    }

    private Interaction begin(int type, Guild guild, User member, ObjectNode data, @Nullable ObjectNode source) {
        Interaction interaction = new Interaction(
                Snowflakes.next(), UUID.randomUUID().toString().replace("-", ""), guild, member, source);
        byId.put(interaction.id, interaction);
        byToken.put(interaction.token, interaction);
        if (!gateway.tell(guild.id(), "INTERACTION_CREATE", payload(type, interaction, data))) {
            interaction.expire();
        }
        after(acknowledgeWithin, interaction::expire);
        after(TOKEN_LIVES, () -> {
            byId.remove(interaction.id);
            byToken.remove(interaction.token);
            interaction.end();
        });
        return interaction;
    }

    private void after(Duration delay, Runnable work) {
        ScheduledFuture<?> unused = deadlines.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ObjectNode payload(int type, Interaction interaction, ObjectNode data) {
        Guild guild = interaction.guild;
        Channel channel = guild.textChannel();
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("id", Payloads.id(interaction.id))
                .put("application_id", Payloads.id(world.bot().id()))
                .put("type", type)
                .put("token", interaction.token)
                .put("version", 1)
                .put("guild_id", Payloads.id(guild.id()))
                .put("channel_id", Payloads.id(channel.id()))
                .put("locale", "en-US")
                .put("guild_locale", "en-US")
                .put("app_permissions", Payloads.permissions(world.bot()))
                .put("context", 0)
                .put("attachment_size_limit", Uploads.LIMIT);
        payload.set("data", data);
        payload.set("member", Payloads.member(interaction.member));
        payload.putObject("guild")
                .put("id", Payloads.id(guild.id()))
                .put("locale", "en-US")
                .putArray("features");
        payload.putObject("channel")
                .put("id", Payloads.id(channel.id()))
                .put("type", channel.type())
                .put("name", channel.name())
                .put("guild_id", Payloads.id(guild.id()))
                .put("permissions", Payloads.permissions(interaction.member));
        payload.putArray("entitlements");
        payload.putObject("authorizing_integration_owners").put("0", Payloads.id(guild.id()));
        if (interaction.source != null) {
            payload.set("message", interaction.source);
        }
        return payload;
    }

    // ---- the bot

    /**
     * The bot's first reaction.
     *
     * @return the message that it made or changed, if it did
     */
    public Optional<JsonNode> callback(long id, String token, JsonNode body) {
        Interaction interaction = byId.get(id);
        if (interaction == null || !interaction.token.equals(token) || interaction.expired()) {
            throw ApiError.unknownInteraction();
        }
        int type = body.path("type").asInt();
        // Before the acknowledgement: a refused request is none.
        if (type < ANSWER || type > MODAL) {
            throw ApiError.invalid("type", "BASE_TYPE_CHOICES", "Value must be one of (4, 5, 6, 7, 8, 9).");
        }
        if (!interaction.acknowledge()) {
            throw interaction.expired() ? ApiError.unknownInteraction() : ApiError.alreadyAcknowledged();
        }
        JsonNode data = body.path("data");
        switch (type) {
            case ANSWER -> {
                return Optional.of(answerWith(interaction, data));
            }
            case DEFER -> interaction.deferEphemeral(Messages.ephemeral(data));
            case DEFER_EDIT -> interaction.original(interaction.source);
            case EDIT -> {
                interaction.original(interaction.source);
                return Optional.of(edit(interaction, "@original", data));
            }
            case MODAL -> {
                Form form = new Form(data.deepCopy());
                forms.put(interaction.guild.id() + "/" + interaction.member.id(), form);
                interaction.see(form.seen(world.bot().name()));
            }
            case CHOICES -> interaction.offer(data.path("choices"));
            default -> throw new AssertionError("Type " + type);
        }
        return Optional.empty();
    }

    private ObjectNode answerWith(Interaction interaction, JsonNode data) {
        ObjectNode message = post(interaction, data, Messages.ephemeral(data));
        interaction.original(message);
        interaction.answer(message);
        return message;
    }

    /** A further message of the bot; the first one after a deferral takes the place that was kept for it. */
    public JsonNode followUp(String token, JsonNode data) {
        Interaction interaction = alive(token);
        ObjectNode message = post(interaction, data, Messages.ephemeral(data));
        interaction.answer(message);
        return message;
    }

    /**
     * The bot changes a message.
     *
     * @param which a message's id, or {@code @original}
     */
    public ObjectNode edit(String token, String which, JsonNode data) {
        return edit(alive(token), which, data);
    }

    private ObjectNode edit(Interaction interaction, String which, JsonNode data) {
        if (which.equals("@original") && interaction.original().isEmpty()) {
            ObjectNode message = post(interaction, data, interaction.deferredEphemeral());
            interaction.original(message);
            interaction.answer(message);
            return message;
        }
        ObjectNode message = find(interaction, which);
        synchronized (message) {
            for (String part : List.of("content", "embeds", "components")) {
                if (data.has(part)) {
                    message.set(part, data.get(part));
                }
            }
            nameEmbeds(message);
            message.put("edited_timestamp", Instant.now().toString());
        }
        interaction.answer(message);
        return message;
    }

    public JsonNode get(String token, String which) {
        return find(alive(token), which);
    }

    public void delete(String token, String which) {
        Interaction interaction = alive(token);
        if (which.equals("@original") && interaction.original().isEmpty() && interaction.acknowledged()) {
            // The place that was kept for the answer; a message that only the member sees may come instead of it.
            after(FOLLOW_UP_WITHIN, interaction::end);
            return;
        }
        ObjectNode message = find(interaction, which);
        Deque<Posted> all = messages.getOrDefault(interaction.guild.id(), new ArrayDeque<>());
        synchronized (all) {
            all.removeIf(posted -> posted.message().get("id").equals(message.get("id")));
        }
        interaction.original(null);
    }

    private Interaction alive(String token) {
        Interaction interaction = byToken.get(token);
        if (interaction == null) {
            throw ApiError.invalidWebhookToken();
        }
        if (!interaction.acknowledged()) {
            throw ApiError.unknownWebhook();
        }
        return interaction;
    }

    private ObjectNode find(Interaction interaction, String which) {
        if (which.equals("@original")) {
            return interaction.original().orElseThrow(ApiError::unknownMessage);
        }
        Deque<Posted> all = messages.getOrDefault(interaction.guild.id(), new ArrayDeque<>());
        synchronized (all) {
            return all.stream()
                    .map(Posted::message)
                    .filter(message -> message.path("id").asText().equals(which))
                    .findFirst()
                    .orElseThrow(ApiError::unknownMessage);
        }
    }

    private ObjectNode post(Interaction interaction, JsonNode data, boolean ephemeral) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("id", Payloads.id(Snowflakes.next()))
                .put("type", 20)
                .put("channel_id", Payloads.id(interaction.guild.textChannel().id()))
                .put("application_id", Payloads.id(world.bot().id()))
                .put("webhook_id", Payloads.id(world.bot().id()))
                .put("content", data.path("content").asText(""))
                .put("timestamp", Instant.now().toString())
                .putNull("edited_timestamp")
                .put("tts", false)
                .put("mention_everyone", false)
                .put("pinned", false)
                .put("flags", ephemeral ? Messages.EPHEMERAL : 0);
        message.set("author", Payloads.user(world.bot()));
        for (String list : List.of("embeds", "components")) {
            message.set(list, data.has(list) ? data.get(list) : JsonNodeFactory.instance.arrayNode());
        }
        nameEmbeds(message);
        for (String empty : List.of("attachments", "mentions", "mention_roles")) {
            message.putArray(empty);
        }
        Deque<Posted> all = messages.computeIfAbsent(interaction.guild.id(), none -> new ArrayDeque<>());
        synchronized (all) {
            all.addFirst(new Posted(
                    message, interaction, ephemeral ? Optional.of(interaction.member.id()) : Optional.empty()));
            if (all.size() > MESSAGES_PER_GUILD) {
                // Interactions are kept for their fifteen minutes, messages are not: they are what takes memory.
                all.removeLast().by().original(null);
            }
        }
        return message;
    }

    /** Bots send embeds without a type; Discord gives them back as rich ones. */
    private static void nameEmbeds(ObjectNode message) {
        for (JsonNode embed : message.path("embeds")) {
            ((ObjectNode) embed).put("type", "rich");
        }
    }
}
