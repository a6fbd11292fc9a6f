package dev.backline.sandbox.node.server;

import dev.backline.sandbox.node.NodeSettings;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The nodes that are there from the start. */
@ObjectClassDefinition(name = "Sandbox nodes", description = "Lavalink nodes on loopback")
public @interface SandboxNodeSettings {

    @AttributeDefinition(name = "How many nodes there are from the start: node-1, node-2 ...", min = "0", max = "100")
    int nodes() default 0;

    @AttributeDefinition(name = "Their ports on 127.0.0.1, in order; a missing one or 0 takes a free one")
    int[] ports() default {};

    @AttributeDefinition(name = "Their regions, in order; a missing one is none")
    String[] regions() default {};

    @AttributeDefinition(name = "The password that clients must show", type = AttributeType.PASSWORD)
    String _password() default NodeSettings.USUAL_PASSWORD;
}
