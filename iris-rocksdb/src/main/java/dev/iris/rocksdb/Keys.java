package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import java.nio.ByteBuffer;

/** The keys of all column families: big-endian, so that their order is the order of their numbers. */
final class Keys {
    private static final int SLOTS = 1024;
    private static final byte LIVE_LANE = 1;

    private Keys() {}

    /** profile: slot(2) device. */
    static byte[] profile(DeviceId device) {
        var digits = device.value().getBytes(US_ASCII);
        var key = ByteBuffer.allocate(2 + digits.length);
        return key.putShort((short) Murmur2.slot(digits, SLOTS)).put(digits).array();
    }

    /** pending: destination(4) device. */
    static byte[] pending(DestinationNumber destination, DeviceId device) {
        var digits = device.value().getBytes(US_ASCII);
        return ByteBuffer.allocate(4 + digits.length)
                .putInt(destination.value())
                .put(digits)
                .array();
    }

    /** told: destination(4) device. */
    static byte[] told(DestinationNumber destination, DeviceId device) {
        return pending(destination, device);
    }

    /** queue: destination(4) lane(1) seq(8). */
    static byte[] queue(DestinationNumber destination, long seq) {
        return ByteBuffer.allocate(13)
                .putInt(destination.value())
                .put(LIVE_LANE)
                .putLong(seq)
                .array();
    }

    /** meta: head of a destination's queue. */
    static byte[] headHint(DestinationNumber destination) {
        return ("head/" + destination.value()).getBytes(US_ASCII);
    }

    /** The first key of a destination in pending, queue and told. */
    static byte[] firstOf(DestinationNumber destination) {
        return ByteBuffer.allocate(4).putInt(destination.value()).array();
    }

    /** The first key behind those of a destination. */
    static byte[] behind(DestinationNumber destination) {
        return ByteBuffer.allocate(4).putInt(destination.value() + 1).array();
    }

    static DestinationNumber destinationOf(byte[] key) {
        return new DestinationNumber(ByteBuffer.wrap(key).getInt());
    }

    /** queue, value: the device. */
    static byte[] device(DeviceId device) {
        return device.value().getBytes(US_ASCII);
    }

    static DeviceId deviceOf(byte[] queueValue) {
        return new DeviceId(new String(queueValue, US_ASCII));
    }

    static long seqOf(byte[] queueKey) {
        return ByteBuffer.wrap(queueKey).getLong(5);
    }
}
