package dev.backline.api.event;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the bot's own bundles publish what happened: each method gives an observer that passes every call on to the
 * observer services of its type, whoever they are at that moment. A publisher keeps it in a {@code final} field.
 *
 * <p>Publishing never throws and does not allocate; while nobody observes it costs one volatile read. An observer that
 * throws does not keep the others from hearing.
 */
@ProviderType
public interface Events {

    CommandObserver commands();

    LookupObserver lookups();

    QueueObserver queues();

    TrackObserver tracks();

    VoiceObserver voice();

    GatewayObserver gateway();

    RestObserver rest();
}
