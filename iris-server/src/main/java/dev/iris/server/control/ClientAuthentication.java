package dev.iris.server.control;

import static java.util.stream.Collectors.joining;

import dev.iris.model.ClientCredential;
import dev.iris.model.ClientCredential.ClientIdAndSecret;
import dev.iris.model.ClientCredential.OpaqueBasic;
import dev.iris.model.ClientCredential.Placement;
import dev.iris.model.ClientCredential.PrivateKeyJwt;
import dev.iris.model.ClientCredential.TlsClient;
import java.util.Locale;
import java.util.stream.Stream;

/** The ways in which a client proves who it is, by the names that documents have for them. */
enum ClientAuthentication {
    BASIC,
    BASIC_RAW,
    POST,
    PRIVATE_KEY_JWT,
    TLS;

    /** The way of that name. */
    static ClientAuthentication parse(String text) {
        return Stream.of(values())
                .filter(way -> way.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is unknown (expected: "
                        + Stream.of(values())
                                .map(ClientAuthentication::toString)
                                .collect(joining(", ")) + ")"));
    }

    /** The way of a credential. */
    static ClientAuthentication of(ClientCredential credential) {
        return switch (credential) {
            case OpaqueBasic _ -> BASIC;
            case ClientIdAndSecret(var _, var _, Placement placement) ->
                switch (placement) {
                    case BASIC -> BASIC;
                    case BASIC_RAW -> BASIC_RAW;
                    case POST -> POST;
                };
            case PrivateKeyJwt _ -> PRIVATE_KEY_JWT;
            case TlsClient _ -> TLS;
        };
    }

    /** Whether a member beside the client id has a meaning. */
    boolean takes(String member) {
        return switch (this) {
            case BASIC -> member.equals("basic") || member.equals("clientSecret");
            case BASIC_RAW, POST -> member.equals("clientSecret");
            case PRIVATE_KEY_JWT -> member.equals("assertion");
            case TLS -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
