package dev.iris.server.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iris.json.JsonValue.JsonObject;
import dev.iris.model.Authentication.OAuth2;
import dev.iris.model.DestinationId;
import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import dev.iris.model.SecretSource.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the data folder, who may read it, and without what the control plane does not open. */
class DataFolderIT {
    private static final DestinationId ID = new DestinationId(423);
    private static final String SECRET = "c2VjcmV0LWJhc2lj";

    @TempDir
    private Path folder;

    private Path data;
    private ControlPlane control;

    @BeforeEach
    void open() {
        data = folder.resolve("new/data");
        control = open(data);
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void noSecretIsFoundInTheDataFolder() throws IOException {
        var clientSecret = "very-secret-client-secret";
        put(Documents.yaml(Documents.SAMPLE));
        control.by("tester")
                .put(
                        new DestinationId(7),
                        Documents.bare("")
                                .with(
                                        "auth",
                                        Documents.yaml("{ tokenEndpoint: https://h/t, clientId: me, clientSecret: "
                                                + clientSecret + " }")),
                        Preconditions.NONE);
        assertThat(contents()).noneMatch(content -> content.contains(SECRET) || content.contains(clientSecret));
        control.close();
        assertThat(contents()).noneMatch(content -> content.contains(SECRET) || content.contains(clientSecret));
        assertThat(contents()).anyMatch(content -> content.contains("https://api.partner.com/segments/aam"));
        control = open(data);
    }

    @Test
    void everyFileIsItsOwnersAlone() throws IOException {
        put(Documents.yaml(Documents.SAMPLE));
        assertThat(mode(data)).isEqualTo("rwx------");
        try (var files = Files.list(data)) {
            var all = files.toList();
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .contains("control.db", "control.db-wal", "keyset.json", "admin.token");
            assertThat(all).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void theFirstStartWritesAnAdminTokenThatStaysValid() throws IOException {
        var token = Files.readString(data.resolve("admin.token"));
        assertThat(token).matches("iris_[A-Za-z0-9_-]{43}");
        var admin = new Access("admin", Set.of(Scope.values()));
        assertThat(control.accessTokens().authenticate(token)).contains(admin);
        control.close();
        control = open(data);
        assertThat(Files.readString(data.resolve("admin.token"))).isEqualTo(token);
        assertThat(control.accessTokens().authenticate(token)).contains(admin);
        assertThat(control.accessTokens().authenticate(token + "x")).isEmpty();
        assertThat(control.accessTokens().authenticate("")).isEmpty();
        control.close();
        Files.delete(data.resolve("admin.token"));
        assertThat(contents()).noneMatch(content -> content.contains(token));
        control = open(data);
        assertThat(data.resolve("admin.token")).doesNotExist();
    }

    @Test
    void aFolderServesOneServer() {
        refused(data, "the data folder " + data + " is in use by another server (expected: one server a folder)");
        put(Documents.bare(""));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        refused(file, "the data folder " + file + " cannot be written: " + file + " is no folder");
        refused(file.resolve("data"), "the data folder " + file + "/data cannot be written: Not a directory");
    }

    @Test
    void withoutTheKeysetOfItsSecretsTheServerDoesNotStart() throws IOException {
        var keyset = data.resolve("keyset.json");
        put(Documents.bare(""));
        control.close();
        var content = Files.readAllBytes(keyset);
        Files.delete(keyset);
        refused(
                data,
                "the keyset " + keyset
                        + ", with which the secrets were sealed, cannot be read (expected: the file restored): "
                        + keyset + " is missing");
        Files.writeString(keyset, "{}");
        refused(data, "the keyset " + keyset + " is no keyset of Iris (expected: the file restored)");
        try (var other = open(folder.resolve("other"))) {
            assertThat(other.list()).isEmpty();
        }
        Files.copy(folder.resolve("other/keyset.json"), keyset, StandardCopyOption.REPLACE_EXISTING);
        refused(
                data,
                "the secret of destination 1, auth.basic was not sealed with the keyset " + keyset
                        + " (expected: the keyset that was there when it was stored)");
        Files.write(keyset, content);
        control = open(data);
        assertThat(secretOfDestination()).isEqualTo(Secret.of(SECRET));
    }

    @Test
    void aSealedSecretOpensOnlyForTheDestinationItWasSealedFor() {
        put(Documents.bare(""));
        control.by("tester").put(new DestinationId(7), Documents.bare(""), Preconditions.NONE);
        control.close();
        database()
                .useHandle(handle -> handle.execute(
                        "UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE destination = 1) WHERE"
                                + " destination = 2"));
        assertThatExceptionOfType(ControlPlaneException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("the secret of destination 2, auth.basic was not sealed with the keyset");
    }

    @Test
    void aDatabaseThatANewerVersionWroteIsRefused() {
        control.close();
        database().useHandle(handle -> handle.execute("""
            INSERT INTO flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success)
            VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', '2030-01-01 00:00:00.000', 1, 1)\
            """));
        refused(
                data,
                "the control database " + data.resolve("control.db")
                        + " cannot be used: it was written by a newer version or is damaged");
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws IOException {
        control.close();
        Files.writeString(data.resolve("control.db"), "this is no database at all, but a file of text".repeat(100));
        assertThatExceptionOfType(ControlPlaneException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("the control database " + data.resolve("control.db") + " cannot be used: ")
                .withMessageContaining("not a database");
    }

    private static ControlPlane open(Path where) {
        return ControlPlane.open(where, SecretFiles.NONE, Clock.systemUTC(), _ -> {});
    }

    private void put(JsonObject document) {
        control.by("tester").put(ID, document, Preconditions.NONE);
    }

    private Secret secretOfDestination() {
        var authentication =
                (OAuth2) control.find(ID).orElseThrow().destination().authentication();
        return ((Stored) authentication.grant().credential().sources().getFirst()).secret();
    }

    private void refused(Path where, String message) {
        assertThatExceptionOfType(ControlPlaneException.class)
                .isThrownBy(() -> open(where))
                .withMessage(message);
    }

    private Jdbi database() {
        return Jdbi.create("jdbc:sqlite:" + data.resolve("control.db"));
    }

    private List<String> contents() throws IOException {
        try (var files = Files.list(data)) {
            var contents = new ArrayList<String>();
            for (var file : files.toList()) {
                contents.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
            return contents;
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
