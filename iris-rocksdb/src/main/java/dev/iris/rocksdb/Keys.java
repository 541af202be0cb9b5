package dev.iris.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.BatchNumber;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;
import dev.iris.model.Lane;
import dev.iris.model.Murmur2;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The keys of all column families: big-endian, so that their order is the order of their numbers. */
final class Keys {
    private static final int SLOTS = 1024;
    private static final byte LETTER_SEPARATOR = 0;
    private static final String BATCH_BOOKS = "batches/";

    /** What a destination takes at the beginning of a key. */
    static final int DESTINATION_BYTES = 4;

    private Keys() {}

    /** profile: slot(2) device. */
    static byte[] profile(DeviceId device) {
        var digits = device(device);
        int slot = Murmur2.slot(digits, SLOTS);
        var key = behind(2, digits);
        key[0] = (byte) (slot >>> 8);
        key[1] = (byte) slot;
        return key;
    }

    /** pending: destination(4) device. */
    static byte[] pending(DestinationNumber destination, DeviceId device) {
        var key = behind(DESTINATION_BYTES, device(device));
        int number = destination.value();
        key[0] = (byte) (number >>> 24);
        key[1] = (byte) (number >>> 16);
        key[2] = (byte) (number >>> 8);
        key[3] = (byte) number;
        return key;
    }

    /** told: destination(4) device. */
    static byte[] told(DestinationNumber destination, DeviceId device) {
        return pending(destination, device);
    }

    /** The device of a profile's key. */
    static DeviceId profileDeviceOf(byte[] profileKey) {
        return new DeviceId(new String(profileKey, 2, profileKey.length - 2, US_ASCII));
    }

    /** queue: destination(4) lane(1) seq(8). */
    static byte[] queue(DestinationNumber destination, Lane lane, long seq) {
        return ByteBuffer.allocate(13)
                .putInt(destination.value())
                .put((byte) Row.code(lane))
                .putLong(seq)
                .array();
    }

    /** The first key behind those of a lane of a queue. */
    static byte[] behindLane(DestinationNumber destination, Lane lane) {
        return ByteBuffer.allocate(5)
                .putInt(destination.value())
                .put((byte) (Row.code(lane) + 1))
                .array();
    }

    /** changes: destination(4) batch(8) device. */
    static byte[] changes(DestinationNumber destination, BatchNumber batch, DeviceId device) {
        var digits = device.value().getBytes(US_ASCII);
        return ByteBuffer.allocate(12 + digits.length)
                .put(firstChange(destination, batch))
                .put(digits)
                .array();
    }

    /** The device of a key in changes. */
    static DeviceId changesDeviceOf(byte[] changesKey) {
        return new DeviceId(new String(changesKey, 12, changesKey.length - 12, US_ASCII));
    }

    /** What all keys of a batch's changes begin with; the lowest of them. */
    static byte[] firstChange(DestinationNumber destination, BatchNumber batch) {
        return ByteBuffer.allocate(12)
                .putInt(destination.value())
                .putLong(batch.value())
                .array();
    }

    /** meta: what is remembered of a destination's batches. */
    static byte[] batchBook(DestinationNumber destination) {
        return (BATCH_BOOKS + destination.value()).getBytes(US_ASCII);
    }

    /** What the keys of all batch books begin with; lower than any of them. */
    static byte[] beforeBatchBooks() {
        return BATCH_BOOKS.getBytes(US_ASCII);
    }

    /** Whose batch book a key of meta names, if it names one. */
    static Optional<DestinationNumber> findBookDestination(byte[] metaKey) {
        var key = new String(metaKey, US_ASCII);
        return key.startsWith(BATCH_BOOKS)
                ? Optional.of(new DestinationNumber(Integer.parseInt(key, BATCH_BOOKS.length(), key.length(), 10)))
                : Optional.empty();
    }

    /** meta: a batch that ended; the numbers' order is that of the keys. */
    static byte[] batch(DestinationNumber destination, BatchNumber batch) {
        return "batch/%d/%019d".formatted(destination.value(), batch.value()).getBytes(US_ASCII);
    }

    /** What the keys of a destination's ended batches begin with; the lowest of them. */
    static byte[] firstBatch(DestinationNumber destination) {
        return ("batch/" + destination.value() + "/").getBytes(US_ASCII);
    }

    /** The first key behind those of a destination's ended batches: 0 is the character behind the slash. */
    static byte[] behindBatches(DestinationNumber destination) {
        return ("batch/" + destination.value() + "0").getBytes(US_ASCII);
    }

    /** dead: destination(4) device 0 partner id; no digit is as low as the 0, so that the order is by device. */
    static byte[] letter(DestinationNumber destination, DeviceId device, String partnerUuid) {
        var uuid = partnerUuid.getBytes(UTF_8);
        var first = lettersOf(destination, device);
        return ByteBuffer.allocate(first.length + uuid.length)
                .put(first)
                .put(uuid)
                .array();
    }

    /** What all keys of a device's letters begin with; the lowest of them. */
    static byte[] lettersOf(DestinationNumber destination, DeviceId device) {
        var start = pending(destination, device);
        return Arrays.copyOf(start, start.length + 1);
    }

    /** The first key behind those of a device's letters. */
    static byte[] behindLettersOf(DestinationNumber destination, DeviceId device) {
        var key = lettersOf(destination, device);
        key[key.length - 1] = LETTER_SEPARATOR + 1;
        return key;
    }

    static DeviceId letterDeviceOf(byte[] letterKey) {
        int end = DESTINATION_BYTES;
        while (letterKey[end] != LETTER_SEPARATOR) {
            end++;
        }
        return new DeviceId(new String(letterKey, DESTINATION_BYTES, end - DESTINATION_BYTES, US_ASCII));
    }

    /** meta: head of a lane of a destination's queue. */
    static byte[] headHint(DestinationNumber destination, Lane lane) {
        return switch (lane) {
            case LIVE -> ("head/" + destination.value()).getBytes(US_ASCII);
            case BATCH -> ("head/" + destination.value() + "/batch").getBytes(US_ASCII);
        };
    }

    /** The first key of a destination in pending, queue, told, dead and changes. */
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

    /** Bytes behind so many others. Plain copies: every event takes several of these. */
    private static byte[] behind(int before, byte[] bytes) {
        var key = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, key, before, bytes.length);
        return key;
    }

    static long seqOf(byte[] queueKey) {
        return ByteBuffer.wrap(queueKey).getLong(5);
    }
}
