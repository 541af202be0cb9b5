package dev.iris.rocksdb;

import dev.iris.engine.DeadLetter;
import dev.iris.model.DeviceId;
import dev.iris.observe.Reason;
import dev.iris.observe.ReasonCode;
import java.util.Arrays;

/** The stored form of a dead letter; the device is part of the key. */
final class LetterCodec {
    private static final int FORMAT = 1;

    private LetterCodec() {}

    static byte[] encode(DeadLetter letter) {
        var out = new ByteWriter().put(FORMAT).putTime(letter.dueSince()).putTime(letter.diedAt());
        out.putText(letter.reason().code().code()).putText(letter.reason().detail());
        EntryCodec.encode(out, letter.entry());
        return out.toBytes();
    }

    static DeadLetter decode(DeviceId device, byte[] value) {
        var in = new ByteReader(value);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("dead letter of format " + format + " (expected: " + FORMAT + ")");
        }
        var dueSince = in.time();
        var diedAt = in.time();
        var reason = new Reason(code(in.text()), in.text());
        return new DeadLetter(EntryCodec.decode(device, in), reason, dueSince, diedAt);
    }

    private static ReasonCode code(String text) {
        return Arrays.stream(ReasonCode.values())
                .filter(code -> code.code().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("dead letter with an unknown reason '" + text + "'"));
    }
}
