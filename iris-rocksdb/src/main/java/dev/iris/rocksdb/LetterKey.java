package dev.iris.rocksdb;

import dev.iris.engine.DeadLetter;
import dev.iris.model.DestinationNumber;
import dev.iris.model.DeviceId;

/** What there is at most one dead letter of. */
record LetterKey(DestinationNumber destination, DeviceId device, String partnerUuid) {
    static LetterKey of(DestinationNumber destination, DeadLetter letter) {
        return new LetterKey(
                destination, letter.entry().device(), letter.entry().partnerUuid());
    }

    byte[] toBytes() {
        return Keys.letter(destination, device, partnerUuid);
    }
}
