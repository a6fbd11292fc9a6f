package dev.backline.api.event;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the bot's own bundles publish what happened: each method gives an observer that passes every call on to the
 * observer services of its type, whoever they are at that moment. A publisher keeps it in a {@code final} field.
 *
 * <p>Publishing never throws, blocks or allocates; while nobody observes it costs one volatile read. Observers hear some
 * 10 ms later, all on one thread that nothing else waits for, in the order of what happened. An observer that throws does
 * not keep the others from hearing; one that throws too often, or does not return for a second or two, is called no
 * more. When observers cannot keep up, events are lost and counted, see {@link ObserverCosts}.
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

    NodeObserver nodes();
}
