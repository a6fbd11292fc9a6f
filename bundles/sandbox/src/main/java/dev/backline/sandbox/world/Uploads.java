package dev.backline.sandbox.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files that members attached, under the paths at which Discord's content server would have them. Safe for any thread. */
public final class Uploads {

    /** What members without a subscription may upload, in bytes. */
    public static final long LIMIT = 10_485_760;

    private static final int KEPT = 1000;

    private final Map<String, Path> byPath = new ConcurrentHashMap<>();

    /**
     * Takes a file, which is read whenever it is asked for.
     *
     * @param base where the server is, without a slash at the end
     * @return the attachment as Discord describes it
     * @throws IllegalArgumentException when Discord's client would not send it
     */
    public ObjectNode add(String base, Channel channel, Path file) {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + " that can be read");
        }
        try {
            long size = Files.size(file);
            if (size > LIMIT) {
                throw new IllegalArgumentException(
                        "Files may have " + LIMIT / (1 << 20) + " MB; " + file + " has " + size / (1 << 20));
            }
            if (byPath.size() >= KEPT) {
                byPath.clear();
            }
            String id = Payloads.id(Snowflakes.next());
            String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
            String path = "/attachments/" + Payloads.id(channel.id()) + "/" + id + "/" + name;
            byPath.put(path, file);
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("filename", name)
                    .put("size", size)
                    .put("url", base + path)
                    .put("proxy_url", base + path)
                    .put("content_type", type(file))
                    .put("ephemeral", true);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String type(Path file) throws IOException {
        return Optional.ofNullable(Files.probeContentType(file)).orElse("application/octet-stream");
    }

    /** The file at a path of the server. */
    public Optional<Path> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }
}
