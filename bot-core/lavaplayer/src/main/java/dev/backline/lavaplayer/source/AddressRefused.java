package dev.backline.lavaplayer.source;

import java.net.ConnectException;

/** A host leads to an address that is out of bounds. A kind of failure that is not tried again. */
final class AddressRefused extends ConnectException {

    private static final long serialVersionUID = 1L;

    AddressRefused() {
        super("This address leads into a private network, where the bot does not go.");
    }
}
