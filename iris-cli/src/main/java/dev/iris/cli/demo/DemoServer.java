package dev.iris.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.json.Json;
import dev.iris.json.JsonValue;
import dev.iris.partner.ReferencePartner;
import dev.iris.server.IrisServer;
import dev.iris.server.settings.Overrides;
import dev.iris.server.settings.ServerSettings;
import dev.iris.server.settings.SettingsReading;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server in a temporary folder that trusts one reference partner; the folder goes when it closes. */
final class DemoServer implements AutoCloseable {
    private final Path folder;
    private final IrisServer server;

    private DemoServer(Path folder, IrisServer server) {
        this.folder = folder;
        this.server = server;
    }

    static DemoServer start(ReferencePartner partner) throws IOException {
        var folder = Files.createTempDirectory("iris-demo-");
        try {
            var authority = folder.resolve("partner-ca.pem");
            partner.writeCertificateAuthority(authority);
            return new DemoServer(folder, IrisServer.start(settings(authority, folder.resolve("data"))));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    String url() {
        return server.url();
    }

    String adminToken() throws IOException {
        return Files.readString(folder.resolve("data").resolve("admin.token")).strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
        delete(folder);
    }

    private static ServerSettings settings(Path authority, Path data) {
        var yaml = JsonValue.object()
                .put(
                        "egress",
                        JsonValue.object()
                                .put("allow", JsonValue.array(List.of(JsonValue.text("127.0.0.0/8"))))
                                .put(
                                        "trustedCertificates",
                                        JsonValue.array(List.of(JsonValue.text(authority.toString()))))
                                .build())
                .build();
        var text = Json.write(yaml).getBytes(UTF_8);
        return switch (ServerSettings.read(Optional.of(text), Map.of(), new Overrides(0, data))) {
            case SettingsReading.Complete(ServerSettings complete) -> complete;
            case SettingsReading.Faulty(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
