package dev.iris.cli.bench;

import dev.iris.model.HttpsUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A partner for each way of being bad, each in a process of its own. Confined to one benchmark. */
final class BadPartners implements AutoCloseable {
    private final Map<Misbehaviour, PartnerEndpoints> endpoints = new EnumMap<>(Misbehaviour.class);
    private final List<Path> authorities = new ArrayList<>();

    /** Bound and not listening: whoever connects to its port is refused, and nobody else gets the port. */
    private final Socket nobody = new Socket();

    private BadPartners() {}

    static BadPartners start(Leftovers leftovers, Load load, Path credentials, Collection<Misbehaviour> ways)
            throws IOException, InterruptedException {
        var partners = new BadPartners();
        partners.nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (var way : ways) {
            partners.add(leftovers, load, credentials, way);
        }
        return partners;
    }

    PartnerEndpoints endpoints(Misbehaviour way) {
        var found = endpoints.get(way);
        if (found == null) {
            throw new IllegalArgumentException(way + " (expected: one of " + endpoints.keySet() + ")");
        }
        return found;
    }

    /** The certificates to trust. */
    List<Path> authorities() {
        return List.copyOf(authorities);
    }

    @Override
    public void close() throws IOException {
        nobody.close();
    }

    private void add(Leftovers leftovers, Load load, Path credentials, Misbehaviour way)
            throws IOException, InterruptedException {
        var name = "partner-" + way.name().toLowerCase(Locale.ROOT);
        var script = Files.writeString(leftovers.folder().resolve(name + ".yaml"), way.script());
        var partner = LoadPartner.start(
                leftovers, name, load, "--credentials", credentials.toString(), "--script", script.toString());
        authorities.add(partner.authority());
        endpoints.put(way, way == Misbehaviour.DEAD ? withoutSegments(partner) : partner.endpoints());
    }

    private PartnerEndpoints withoutSegments(LoadPartner partner) {
        var url = "https://127.0.0.1:" + nobody.getLocalPort() + "/segments/aam";
        return new PartnerEndpoints(HttpsUrl.parse(url), partner.endpoints().token());
    }
}
