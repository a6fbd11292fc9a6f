package dev.backline.runtime.event;

import dev.backline.api.event.VoiceObserver;

final class VoiceFanOut extends FanOut<VoiceObserver> implements VoiceObserver {

    VoiceFanOut() {
        super(new VoiceObserver[0]);
    }

    @Override
    public void voiceConnected() {
        for (VoiceObserver observer : observers) {
            try {
                observer.voiceConnected();
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void voiceDisconnected() {
        for (VoiceObserver observer : observers) {
            try {
                observer.voiceDisconnected();
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void voiceReconnecting() {
        for (VoiceObserver observer : observers) {
            try {
                observer.voiceReconnecting();
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void packetSent(long gapNanos) {
        for (VoiceObserver observer : observers) {
            try {
                observer.packetSent(gapNanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void packetLost() {
        for (VoiceObserver observer : observers) {
            try {
                observer.packetLost();
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
