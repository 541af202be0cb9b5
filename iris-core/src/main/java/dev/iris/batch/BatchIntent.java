package dev.iris.batch;

import dev.iris.model.BatchContent;
import dev.iris.model.BatchNumber;
import dev.iris.model.BatchPart;
import dev.iris.model.Changes;
import dev.iris.model.OwedZeros;
import dev.iris.model.Profile;
import dev.iris.model.Route;
import dev.iris.model.Standing;
import java.util.Optional;

/**
 * What a batch asks to be told of one device. Pure functions of the device, what is owed already, and the mappings of now.
 *
 * @param zeros all that are owed then, those that lay dormant included
 */
public record BatchIntent(OwedZeros zeros, BatchPart part) {
    /** What a full batch asks for; empty when it has nothing to say of the device. */
    public static Optional<BatchIntent> full(BatchNumber number, Profile profile, OwedZeros owed, Route route) {
        var repeated = wasSentOtherwise(profile, route) ? OwedZeros.ofAllLeft(profile, route) : OwedZeros.NONE;
        var zeros = owed.plus(repeated).applicable(profile, route);
        var part = new BatchPart(number, new BatchContent.Everything());
        return tells(part, profile, zeros, route) ? Optional.of(new BatchIntent(zeros, part)) : Optional.empty();
    }

    /** What a batch of changes asks for; empty when nothing is left to say of them. */
    public static Optional<BatchIntent> changes(
            BatchNumber number, Changes changes, Profile profile, OwedZeros owed, Route route) {
        var zeros = changes.zerosToTell(profile, route);
        var part = new BatchPart(number, new BatchContent.OnlyChanges(changes.withoutZeros()));
        return tells(part, profile, zeros, route)
                ? Optional.of(new BatchIntent(owed.plus(zeros).applicable(profile, route), part))
                : Optional.empty();
    }

    /** Whether a full batch may have anything to say of a device, whatever is owed of it. */
    public static boolean mayConcern(Profile profile, Route route) {
        return profile.memberships().entrySet().stream()
                .anyMatch(m -> m.getValue().standing() != Standing.NEVER_IN && route.maps(m.getKey()));
    }

    private static boolean tells(BatchPart part, Profile profile, OwedZeros zeros, Route route) {
        return route.includes(profile.device()) && (route.canTell(zeros) || part.tellsAny(profile, route));
    }

    private static boolean wasSentOtherwise(Profile profile, Route route) {
        var last = profile.lastSent().get(route.number());
        return last != null && last.mappingEpoch() != route.mappingEpoch();
    }
}
