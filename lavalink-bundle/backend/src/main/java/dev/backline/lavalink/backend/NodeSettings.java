package dev.backline.lavalink.backend;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What operators set of a node. Its name is what stands behind the {@code ~} of its PID. */
@ObjectClassDefinition(name = "Lavalink node")
public @interface NodeSettings {

    @AttributeDefinition(name = "Address", description = "Like http://host:2333 or https://host")
    String uri();

    @AttributeDefinition(name = "Password", description = "As lavalink.server.password of the node")
    String _password() default "";

    @AttributeDefinition(
            name = "Region",
            description = "Where it stands: players prefer nodes near to their voice server",
            options = {
                @Option(label = "Not said", value = ""),
                @Option(label = "Africa", value = "africa"),
                @Option(label = "Asia", value = "asia"),
                @Option(label = "Europe", value = "europe"),
                @Option(label = "Middle East", value = "middle-east"),
                @Option(label = "North America", value = "north-america"),
                @Option(label = "Oceania", value = "oceania"),
                @Option(label = "South America", value = "south-america")
            })
    String region() default "";

    @AttributeDefinition(name = "Weight", description = "A node of weight 2 is given twice as many players as one of 1")
    double weight() default 1;

    @AttributeDefinition(
            name = "Library",
            description = "Folder on the node's machine that holds the bot's library; empty when it has not")
    String library() default "";
}
