package dev.iris.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.iris.http.Cidr;
import dev.iris.http.ProxyAddress;
import dev.iris.json.Problem;
import dev.iris.server.settings.ServerSettings.Egress;
import dev.iris.server.settings.ServerSettings.Http;
import dev.iris.server.settings.ServerSettings.Log;
import dev.iris.server.settings.ServerSettings.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
    private static final ServerSettings DEFAULTS = new ServerSettings(
            new Http("127.0.0.1", 8080, null, false),
            Path.of("data"),
            "Adobe Audience Manager Iris",
            new Egress(List.of(), List.of(), null),
            new Secrets(null),
            new Log(Log.Level.INFO, Log.Format.TEXT));

    @Test
    void nothingSetGivesTheDefaults() {
        assertThat(complete("", Map.of())).isEqualTo(DEFAULTS);
        assertThat(complete("# only remarks\n\n", Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void theDocumentedFileGivesTheDefaults() {
        var file = """
            server: { host: 127.0.0.1, port: 8080 }
            data: data
            userAgent: Adobe Audience Manager Iris
            egress: { allow: [], trustedCertificates: [] }
            control: { jdbcUrl: null }
            kafka: { bootstrapServers: null, topicPrefix: iris }
            secrets: { directory: null }
            log: { level: info, format: text }
            """;
        assertThat(complete(file, Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void theFileIsRead() {
        var file = """
            server: { host: 0.0.0.0, port: 0, allowPlaintext: true, tls: { certificate: null, key: null } }
            data: /var/lib/iris
            egress: { allow: [127.0.0.0/8, "fd00::/8"], trustedCertificates: [ca.pem], proxy: "http://proxy.internal:3128" }
            secrets: { directory: /run/secrets }
            log: { level: trace, format: json }
            """;
        assertThat(complete(file, Map.of()))
                .isEqualTo(new ServerSettings(
                        new Http("0.0.0.0", 0, null, true),
                        Path.of("/var/lib/iris"),
                        "Adobe Audience Manager Iris",
                        new Egress(
                                List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("fd00::/8")),
                                List.of(Path.of("ca.pem")),
                                ProxyAddress.parse("http://proxy.internal:3128")),
                        new Secrets(Path.of("/run/secrets")),
                        new Log(Log.Level.TRACE, Log.Format.JSON)));
    }

    @Test
    void everyKeyHasATwinInTheEnvironment() {
        var environment = Map.of(
                "IRIS_SERVER_HOST", "::1",
                "IRIS_SERVER_PORT", "9090",
                "IRIS_SERVER_ALLOWPLAINTEXT", "true",
                "IRIS_DATA", "/d",
                "IRIS_USERAGENT", "Mine/1",
                "IRIS_EGRESS_ALLOW", "10.0.0.0/8, 127.0.0.0/8",
                "IRIS_EGRESS_TRUSTEDCERTIFICATES", "a.pem",
                "IRIS_SECRETS_DIRECTORY", "/s",
                "IRIS_LOG_LEVEL", "WARN",
                "IRIS_LOG_FORMAT", "json");
        assertThat(complete("", environment))
                .isEqualTo(new ServerSettings(
                        new Http("::1", 9090, null, true),
                        Path.of("/d"),
                        "Mine/1",
                        new Egress(
                                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("127.0.0.0/8")),
                                List.of(Path.of("a.pem")),
                                null),
                        new Secrets(Path.of("/s")),
                        new Log(Log.Level.WARN, Log.Format.JSON)));
    }

    @Test
    void commandLineGoesBeforeEnvironmentBeforeFile() {
        var file = Optional.of("server: { port: 1, host: localhost }\ndata: file".getBytes(UTF_8));
        var environment = Map.of("IRIS_SERVER_PORT", "2", "IRIS_DATA", "environment");
        var reading = ServerSettings.read(file, environment, new Overrides(3, null));
        assertThat(reading).isInstanceOf(SettingsReading.Complete.class);
        var settings = ((SettingsReading.Complete) reading).settings();
        assertThat(settings.http()).isEqualTo(new Http("localhost", 3, null, false));
        assertThat(settings.data()).isEqualTo(Path.of("environment"));
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        assertThat(complete("server: { port: 7 }", Map.of("IRIS_SERVER_PORT", ""))
                        .http()
                        .port())
                .isEqualTo(7);
    }

    @Test
    void variablesOfOtherProgramsAreLeftAlone() {
        assertThat(complete("", Map.of("IRIS_TOKEN", "t", "IRIS_HOME", "/x", "SERVER_PORT", "x", "IRIS_DATABASE", "y")))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void allProblemsComeTogetherEachUnderTheNameThatItsAuthorUsed() {
        var file = """
            server: { host: 0.0.0.0, prt: 1 }
            egress: { allow: [10.0.0.0/8, nonsense] }
            log: { level: loud }
            """;
        var environment = Map.of("IRIS_SERVER_PORT", "many", "IRIS_SERVER_PROT", "1", "IRIS_LOG_FORMAT", "xml");
        var reading = ServerSettings.read(Optional.of(file.getBytes(UTF_8)), environment, new Overrides(70_000, null));
        assertThat(faults(reading))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "server.host",
                        "server.prt",
                        "egress.allow[1]",
                        "log.level",
                        "IRIS_SERVER_PORT",
                        "IRIS_SERVER_PROT",
                        "IRIS_LOG_FORMAT",
                        "--port");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        server: { port: 65536 }                        | server.port                 | 65536 (expected: 0 to 65535)
        server: { port: "80" }                         | server.port                 | is a string (expected: a whole number from 0 to 65535)
        server: 5                                      | server                      | is a number (expected: an object)
        server: { host: 192.168.0.1 }                  | server.host                 | 192.168.0.1 (expected: a loopback address, or server.tls, or server.allowPlaintext: true)
        server: { host: "a b" }                        | server.host                 | "a b" (expected: a host name or an address)
        server: { tls: { certificate: c.pem } }        | server.tls.key              | is missing
        server: { host: 0.0.0.0, tls: { key: null } }  | server.host                 | 0.0.0.0 (expected: a loopback address, or server.tls, or server.allowPlaintext: true)
        server: { tls: { cert: c.pem } }               | server.tls.cert             | is unknown (known here: certificate, key)
        control: { jdbcUrl: "jdbc:postgresql://h/d" }  | control.jdbcUrl             | is not supported yet; leave it out
        kafka: { bootstrapServers: "h:9092" }          | kafka.bootstrapServers      | is not supported yet; leave it out
        kafka: { topicPrefix: other }                  | kafka.topicPrefix           | is not supported yet; leave it out
        egress: { allow: 127.0.0.0/8 }                 | egress.allow                | is a string (expected: an array)
        egress: { allow: ["10.0.0.0/33"] }             | egress.allow[0]             | address range 10.0.0.0/33 (expected: a prefix of 0 to 32)
        egress: { allow: ["localhost/8"] }             | egress.allow[0]             | address range localhost/8 (expected: an address and a prefix, such as 10.0.0.0/8 or fd00::/8)
        egress: { proxy: "https://p:1" }               | egress.proxy                | is no http proxy (expected: http://host:port)
        egress: { trustedCertificates: [""] }          | egress.trustedCertificates[0] | "" (expected: a path)
        log: { level: loud }                           | log.level                   | "loud" (expected: trace, debug, info, warn, error)
        log: { format: xml }                           | log.format                  | "xml" (expected: text, json)
        userAgent: " x"                                | userAgent                   | " x" (expected: 1 to 256 printable ASCII characters, no outer spaces)
        colour: red                                    | colour                      | is unknown (known here: control, data, egress, kafka, log, secrets, server, userAgent)
        """)
    void aWrongSettingIsNamedWithItsExpectation(String file, String field, String reason) {
        assertThat(faults(read(file, Map.of()))).containsExactly(new Problem(field, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        server: %s                      | server                        | object
        server: { host: %s }            | server.host                   | string
        server: { port: %s }            | server.port                   | number
        server: { allowPlaintext: %s }  | server.allowPlaintext         | flag
        server: { tls: %s }             | server.tls                    | object
        data: %s                        | data                          | string
        userAgent: %s                   | userAgent                     | string
        egress: %s                      | egress                        | object
        egress: { allow: %s }           | egress.allow                  | array
        egress: { allow: [%s] }         | egress.allow[0]               | string
        egress: { trustedCertificates: %s } | egress.trustedCertificates | array
        egress: { proxy: %s }           | egress.proxy                  | string
        control: %s                     | control                       | object
        control: { jdbcUrl: %s }        | control.jdbcUrl               | unbuilt
        kafka: %s                       | kafka                         | object
        kafka: { bootstrapServers: %s } | kafka.bootstrapServers        | unbuilt
        kafka: { topicPrefix: %s }      | kafka.topicPrefix             | string
        secrets: %s                     | secrets                       | object
        secrets: { directory: %s }      | secrets.directory             | string
        log: %s                         | log                           | object
        log: { level: %s }              | log.level                     | string
        log: { format: %s }             | log.format                    | string
        """)
    void aSettingOfAnotherKindIsNamed(String file, String field, String kind) {
        var values =
                Map.of("number", "1e999999", "flag", "true", "string", "\"\"", "array", "[[]]", "object", "{ x: 1 }");
        values.forEach((other, value) -> {
            if (!other.equals(kind)) {
                assertThat(faults(read(file.formatted(value), Map.of())))
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
            }
        });
    }

    @Test
    void whatAFileCallsItsKeysBreaksNoLine() {
        var faults = faults(read("\"a\\nb\\e[31m\": 1\negress: { allow: [\"x\\ny\"] }", Map.of()));
        assertThat(faults)
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain("\n", "\u001b"));
    }

    @Test
    void aHugeFileIsRefusedUnread() {
        assertThat(faults(read("data: " + "x".repeat(1024 * 1024), Map.of())))
                .containsExactly(new Problem("", "the file is of 1048582 bytes (expected: at most 1048576 bytes)"));
    }

    @Test
    void aFileOfVeryManyUnknownKeysIsRefusedInPart() {
        var keys = IntStream.range(0, 20_000).mapToObj(i -> "k" + i + ": 1\n").collect(joining());
        assertThat(faults(read(keys, Map.of()))).hasSize(1_001);
    }

    @Test
    void nothingThatMayBeSecretIsRepeated() {
        var file = """
            control: { jdbcUrl: "jdbc:postgresql://u:geheim@h/d" }
            egress: { proxy: "http://u:geheim@h:1" }
            """;
        assertThat(faults(read(file, Map.of("IRIS_KAFKA_BOOTSTRAPSERVERS", "geheim"))))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userAgent: *unknown",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "a: !!binary eA==",
                "\u0000",
                "server: {"
            })
    void aFileThatCannotBeADocumentIsRefused(String file) {
        assertThat(faults(read(file, Map.of())))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("the file is "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server: {", "a: 1\na: 2", "- 1\n---\n- 2"})
    void aFileThatIsNoDocumentIsRefused(String file) {
        assertThat(faults(read(file, Map.of())))
                .first()
                .satisfies(problem ->
                        assertThat(problem.reason()).startsWith("the file is ").endsWith("(expected: YAML)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        IRIS_SERVER_PORT           | x     | "x" (expected: a whole number)
        IRIS_SERVER_ALLOWPLAINTEXT | yes   | "yes" (expected: true or false)
        IRIS_CONTROL_JDBCURL       | jdbc: | is not supported yet; leave it out
        """)
    void aWrongVariableIsNamedWithItsExpectation(String variable, String text, String reason) {
        assertThat(faults(read("", Map.of(variable, text)))).containsExactly(new Problem(variable, reason));
    }

    private static SettingsReading read(String file, Map<String, String> environment) {
        return ServerSettings.read(Optional.of(file.getBytes(UTF_8)), environment, Overrides.NONE);
    }

    private static ServerSettings complete(String file, Map<String, String> environment) {
        var reading = read(file, environment);
        assertThat(reading).isInstanceOf(SettingsReading.Complete.class);
        return ((SettingsReading.Complete) reading).settings();
    }

    private static List<Problem> faults(SettingsReading reading) {
        return assertThat(reading)
                .asInstanceOf(type(SettingsReading.Faulty.class))
                .actual()
                .problems();
    }
}
