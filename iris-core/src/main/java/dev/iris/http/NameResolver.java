package dev.iris.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name or a literal address into addresses; may block. Implementations are thread-safe. */
@FunctionalInterface
public interface NameResolver {
    /** The host's addresses, one or more. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The machine's own resolver. */
    static NameResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
