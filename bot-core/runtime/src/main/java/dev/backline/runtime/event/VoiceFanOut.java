package dev.backline.runtime.event;

import dev.backline.api.event.VoiceObserver;
import dev.backline.runtime.event.Event.Call;

final class VoiceFanOut extends FanOut<VoiceObserver> implements VoiceObserver {

    private static final Call<VoiceObserver> VOICE_CONNECTED = (observer, event) -> observer.voiceConnected();
    private static final Call<VoiceObserver> VOICE_DISCONNECTED = (observer, event) -> observer.voiceDisconnected();
    private static final Call<VoiceObserver> VOICE_RECONNECTING = (observer, event) -> observer.voiceReconnecting();
    private static final Call<VoiceObserver> PACKET_SENT = (observer, event) -> observer.packetSent(event.a);
    private static final Call<VoiceObserver> PACKET_LOST =
            (observer, event) -> observer.packetLost(event.first(PacketLoss.class));

    VoiceFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void voiceConnected() {
        publish(VOICE_CONNECTED, null, null, 0, 0);
    }

    @Override
    public void voiceDisconnected() {
        publish(VOICE_DISCONNECTED, null, null, 0, 0);
    }

    @Override
    public void voiceReconnecting() {
        publish(VOICE_RECONNECTING, null, null, 0, 0);
    }

    @Override
    public void packetSent(long gapNanos) {
        publish(PACKET_SENT, null, null, gapNanos, 0);
    }

    @Override
    public void packetLost(PacketLoss cause) {
        publish(PACKET_LOST, cause, null, 0, 0);
    }
}
