package dev.iris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.testkit.Gzip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandIT {
    private static final String HEADER = "device,time,qualified,disqualified,dpid,uuid\n";

    @TempDir
    private Path folder;

    private LocalServer iris;

    @BeforeEach
    void start() throws IOException {
        iris = LocalServer.start(folder);
    }

    @AfterEach
    void close() {
        iris.close();
    }

    @Test
    void filesOfEveryFormAreBroughtAndCounted() throws IOException {
        var csv = file("a.csv", HEADER + rows(1, 500));
        var lines = file("b", events(501, 1_000));
        var gzip = folder.resolve("c.csv.gz");
        Files.write(gzip, Gzip.of((HEADER + rows(1_001, 1_500)).getBytes(UTF_8)));
        var unnamed = folder.resolve("d.dump");
        Files.write(unnamed, Gzip.of(events(1_501, 2_000).getBytes(UTF_8)));

        var said = iris.run("import", csv, lines, gzip.toString(), unnamed.toString());
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo("""
            %s: 500 rows, 500 accepted, 0 rejected
            %s: 500 rows, 500 accepted, 0 rejected
            %s: 500 rows, 500 accepted, 0 rejected
            %s: 500 rows, 500 accepted, 0 rejected
            together: 2000 rows, 2000 accepted, 0 rejected
            """.formatted(csv, lines, gzip, unnamed));
        for (int device : new int[] {1, 500, 501, 1_000, 1_500, 2_000}) {
            assertThat(iris.api().get("/v1/devices/" + device).status()).isEqualTo(200);
        }
        assertThat(iris.api().get("/v1/devices/2001").status()).isEqualTo(404);
    }

    @Test
    void theSameFileIsNotBroughtTwice() throws IOException {
        var file = file("a.csv", HEADER + rows(1, 10));
        assertThat(iris.run("import", file).out()).isEqualTo(file + ": 10 rows, 10 accepted, 0 rejected\n");
        assertThat(iris.run("import", file).out())
                .isEqualTo(file + ": 10 rows, 10 accepted, 0 rejected (all by an earlier run)\n");
        var other = file("a.csv", HEADER + rows(1, 11));
        assertThat(iris.run("import", other).out()).isEqualTo(other + ": 11 rows, 11 accepted, 0 rejected\n");
    }

    @Test
    void moreBadRowsThanAllowedEndItAndAreNamed() throws IOException {
        var file =
                file("a.csv", HEADER + rows(1, 3) + "x,2026-11-23T16:17:22Z,,,,\n" + rows(4, 5) + "6\n" + rows(7, 7));
        var stopped = iris.run("import", file);
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.out()).isEqualTo(file + ": 4 rows, 3 accepted, 1 rejected\n");
        assertThat(stopped.err())
                .contains(file + ":5: device: device id of 1 characters is malformed")
                .contains("iris: " + file + ": line 5: device: ")
                .contains("1 row is bad, 0 may be; the good rows before it stay.", "--max-errors");

        var done = iris.run("import", "--max-errors", "2", file);
        assertThat(done.code()).isZero();
        assertThat(done.out()).isEqualTo(file + ": 8 rows, 6 accepted, 2 rejected (4 by an earlier run)\n");
        assertThat(done.err()).contains(file + ":8: has 1 cells (expected: 6, as the header has)");
    }

    @Test
    void badRowsAreAllowedInAllFilesTogether() throws IOException {
        var first = file("a.ndjson", events(1, 2) + "{}\n");
        var second = file("b.ndjson", "{}\n{}\n");
        var third = file("c.ndjson", events(3, 4));
        var said = iris.run("import", "--max-errors", "2", first, second, third);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(second + ": line 2: ").contains("2 rows are bad, 1 may be");
        assertThat(said.out())
                .contains("together: 5 rows, 2 accepted, 3 rejected")
                .doesNotContain(third);
    }

    @Test
    void standardInputIsReadAndGoesOnUnderItsId() {
        assertThat(iris.runWith(events(1, 5), "import", "-").out())
                .isEqualTo("standard input: 5 rows, 5 accepted, 0 rejected\n");
        assertThat(iris.runWith(HEADER + rows(1, 5), "import", "-", "--id", "feed")
                        .code())
                .isZero();
        assertThat(iris.runWith(HEADER + rows(1, 7), "import", "-", "--id", "feed")
                        .out())
                .isEqualTo("standard input: 7 rows, 7 accepted, 0 rejected (5 by an earlier run)\n");
        var other = iris.runWith(HEADER + rows(2, 7), "import", "-", "--id", "feed");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("Another stream was imported under this id");
    }

    @Test
    void countsAreGivenToPrograms() throws Exception {
        var file = file("a.ndjson", events(1, 3) + "nonsense\n");
        var said = iris.run("import", "--json", "--max-errors", "1", file);
        assertThat(said.code()).isZero();
        var document = (JsonObject) Json.read(said.out(), JsonLimits.DOCUMENT);
        assertThat(document.find("rows")).contains(JsonValue.number(4));
        assertThat(document.find("accepted")).contains(JsonValue.number(3));
        assertThat(document.find("rejected")).contains(JsonValue.number(1));
        assertThat(said.out()).contains("\"state\":\"done\"", "\"problems\":[{\"line\":4,\"field\":\"\",");
    }

    @Test
    void whatCannotBeImportedIsSaidBeforeAnythingIsSent() throws IOException {
        var good = file("a.csv", HEADER + rows(1, 1));
        var missing = iris.run("import", good, folder.resolve("none.csv").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("iris: " + folder.resolve("none.csv") + " is not there; nothing was imported\n");
        assertThat(iris.run("import", folder.toString()).err())
                .contains("is a folder")
                .hasLineCount(1);
        assertThat(iris.api().get("/v1/devices/1").status()).isEqualTo(404);

        var header = iris.run("import", file("b.csv", "device,time,qualifed,disqualified,dpid,uuid\n" + rows(1, 1)));
        assertThat(header.code()).isEqualTo(1);
        assertThat(header.err())
                .contains("the header names unknown columns: qualifed; it lacks columns: qualified (expected: device,")
                .hasLineCount(1);
    }

    @Test
    void wrongUsageIsRefused() throws IOException {
        var file = file("a.csv", HEADER);
        assertThat(iris.run("import").code()).isEqualTo(2);
        assertThat(iris.run("import", "--max-errors", "-1", file).code()).isEqualTo(2);
        assertThat(iris.run("import", "--max-errors", "many", file).code()).isEqualTo(2);
        assertThat(iris.run("import", "--id", "a", file, file).code()).isEqualTo(2);
        assertThat(iris.run("import", "--id", "a b", file).code()).isEqualTo(2);
        assertThat(iris.run("import", "-", "-").code()).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        var said = LocalServer.runBare(
                Map.of("IRIS_TOKEN", "x"), "", "import", file("a.csv", HEADER), "--url", "http://127.0.0.1:1");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains("no server answers at http://127.0.0.1:1")
                .hasLineCount(1);
    }

    @Test
    void aTokenThatMayNotIsRefusedBeforeTheFileIsSent() throws IOException {
        var token = folder.resolve("reader.token");
        Files.writeString(
                token,
                iris.run("tokens", "create", "--scope", "read", "--name", "r").out());
        var said = iris.runAs(token, "", "import", file("a.csv", HEADER));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("scope ingest");
    }

    private String file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static String rows(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> i + ",2026-11-23T16:17:22Z,14356,,12345,u" + i + "\n")
                .collect(Collectors.joining());
    }

    private static String events(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "{\"device\":\"" + i + "\",\"time\":\"2026-11-23T16:17:22Z\",\"qualified\":[\"A\"]}\n")
                .collect(Collectors.joining());
    }
}
