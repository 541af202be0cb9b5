package dev.iris.crash;

import dev.iris.cli.client.ApiClient;

/** Asks the server what it knows of a device: that must be what was answered with 202, and perhaps something whose answer never came. */
final class Confirmation {
    private Confirmation() {}

    /** @throws dev.iris.cli.client.CommandFailedException the server does not answer now */
    static void ask(ApiClient api, DeviceBook book, Counts counts) {
        var reply = api.get("/v1/devices/" + book.device());
        var shown = reply.status() == 404
                ? ShownDevice.UNKNOWN
                : ShownDevice.of(reply.orFail().body());
        if (!book.confirm(shown)) {
            counts.wrong("device " + book.device() + ": known as " + shown + ", possible " + book.latest());
        }
    }
}
