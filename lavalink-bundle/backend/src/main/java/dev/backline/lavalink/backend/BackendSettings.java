package dev.backline.lavalink.backend;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of playback on nodes; the nodes themselves are {@link NodeSettings}. */
@ObjectClassDefinition(name = "Playback on Lavalink nodes")
public @interface BackendSettings {

    @AttributeDefinition(name = "How often a node has to give a sign of life (milliseconds)", min = "50", max = "60000")
    int pingMillis() default 400;

    @AttributeDefinition(
            name = "How long a node may give none before its players leave it (milliseconds)",
            min = "200",
            max = "120000")
    int silenceMillis() default 1200;

    @AttributeDefinition(
            name = "How long a broken connection may take to come back before players leave (milliseconds)",
            min = "0",
            max = "60000")
    int resumeMillis() default 1000;

    @AttributeDefinition(
            name = "How long a node keeps players whose connection broke (seconds)",
            min = "5",
            max = "3600")
    int sessionSeconds() default 60;

    @AttributeDefinition(name = "How long an answer to a request may take (milliseconds)", min = "500", max = "60000")
    int requestMillis() default 5000;

    @AttributeDefinition(
            name = "How long a node may take to connect to a voice server (milliseconds)",
            min = "500",
            max = "60000")
    int voiceMillis() default 2500;

    @AttributeDefinition(
            name = "How long a node has to work after a failure before it is preferred again (seconds)",
            description = "Twice as long after each further failure, five minutes at most",
            min = "0",
            max = "300")
    int settleSeconds() default 15;
}
