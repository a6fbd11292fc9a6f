package dev.backline.http;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the HTTP door. The port is that of {@code --http-port}. */
@ObjectClassDefinition(name = "HTTP")
public @interface HttpSettings {

    @AttributeDefinition(
            name = "Address to listen on",
            description = "One that is not loopback opens with credentials only; 0.0.0.0 is all of this machine")
    String host() default "127.0.0.1";

    @AttributeDefinition(
            name = "Names by which this machine may be called on loopback",
            description = "Beside localhost and loopback addresses; for a proxy that passes the name on")
    String[] hostNames() default {};

    @AttributeDefinition(name = "Whether requests on loopback need credentials, too")
    boolean loopbackNeedsCredentials() default false;

    @AttributeDefinition(
            name = "Users",
            description = "NAME:HASH each, as http:hash NAME makes them",
            type = AttributeType.PASSWORD)
    String[] _users() default {};

    @AttributeDefinition(
            name = "Bearer tokens",
            description = "sha256:DIGEST each, as http:hash --token makes them",
            type = AttributeType.PASSWORD)
    String[] _tokens() default {};

    @AttributeDefinition(name = "Threads that serve requests", min = "4", max = "100")
    int threads() default 8;

    @AttributeDefinition(
            name = "How long a connection may be silent (seconds)",
            description = "Longer than the interval of scrapes, so that connections are used again",
            min = "1",
            max = "600")
    int idleSeconds() default 30;
}
