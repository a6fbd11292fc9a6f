package dev.backline.ssh;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the remote shell. */
@ObjectClassDefinition(name = "Shell over SSH")
public @interface SshSettings {

    @AttributeDefinition(name = "Address to listen on", description = "Whoever can reach it still needs a known key")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "Port to listen on; 0 takes a free one", min = "0", max = "65535")
    int port() default 2222;

    @AttributeDefinition(
            name = "File of the public keys that may log in",
            description = "As in OpenSSH, one key per line; the comment after a key is the operator's name in the"
                    + " history. Relative to conf/")
    String authorizedKeys() default "authorized_keys";

    @AttributeDefinition(name = "How many sessions there may be at once", min = "1", max = "100")
    int sessions() default 10;

    @AttributeDefinition(name = "Close a session when nothing was typed for as long (minutes)", min = "1", max = "1440")
    int idleMinutes() default 60;
}
