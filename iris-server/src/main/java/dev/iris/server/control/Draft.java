package dev.iris.server.control;

import dev.iris.model.Aggregation;
import dev.iris.model.Authentication;
import dev.iris.model.BatchSettings;
import dev.iris.model.DataSourceId;
import dev.iris.model.DeliverySettings;
import dev.iris.model.Destination;
import dev.iris.model.DestinationId;
import dev.iris.model.DestinationNumber;
import dev.iris.model.HttpsUrl;
import dev.iris.model.Mapping;
import dev.iris.model.MessageForm;
import dev.iris.model.Method;
import dev.iris.model.PartnerTls;
import dev.iris.model.Reach;
import dev.iris.model.Rotation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a document says of a destination, before the control plane adds its number, epoch and pause.
 *
 * @param mappings in ascending order of their segments
 */
record Draft(
        String name,
        String clientId,
        DataSourceId userDpid,
        HttpsUrl endpoint,
        Method method,
        Authentication authentication,
        PartnerTls tls,
        Aggregation aggregation,
        DeliverySettings delivery,
        MessageForm form,
        Reach reach,
        boolean realtime,
        BatchSettings batch,
        List<Mapping> mappings) {
    Draft {
        mappings =
                mappings.stream().sorted(Comparator.comparing(Mapping::segment)).toList();
    }

    /** What a document would say of the destination as it is. */
    static Draft of(Destination destination) {
        return new Draft(
                destination.name(),
                destination.clientId(),
                destination.userDpid(),
                destination.endpoint(),
                destination.method(),
                destination.authentication(),
                destination.tls(),
                destination.aggregation(),
                destination.delivery(),
                destination.form(),
                destination.reach(),
                destination.realtime(),
                destination.batch(),
                destination.mappings());
    }

    /** The secrets by the fields in which documents hold them. */
    Map<String, Rotation> secrets() {
        return Credentials.secrets(authentication, tls, form.signature());
    }

    /** The same with other mappings. */
    Draft withMappings(List<Mapping> others) {
        return new Draft(
                name,
                clientId,
                userDpid,
                endpoint,
                method,
                authentication,
                tls,
                aggregation,
                delivery,
                form,
                reach,
                realtime,
                batch,
                others);
    }

    /** The destination itself. */
    Destination as(DestinationNumber number, DestinationId id, long mappingEpoch, boolean paused) {
        return new Destination(
                number,
                id,
                name,
                clientId,
                userDpid,
                endpoint,
                method,
                authentication,
                tls,
                aggregation,
                delivery,
                form,
                reach,
                realtime,
                batch,
                mappings,
                mappingEpoch,
                paused);
    }
}
