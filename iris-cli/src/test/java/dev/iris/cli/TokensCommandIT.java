package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensCommandIT {
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
    void aTokenIsPrintedAloneAndOpensTheServer() {
        var made = iris.run("tokens", "create", "--scope", "read", "--name", "reader");
        assertThat(made.code()).isZero();
        assertThat(made.out()).matches("iris_\\S+\n");
        assertThat(made.err()).contains("reader", "scope read").doesNotContain("iris_");
        var environment = Map.of("IRIS_TOKEN", made.out().strip());
        assertThat(LocalServer.runBare(environment, "", "export", "--url", iris.url())
                        .out())
                .isEqualTo("destinations: []\n");
        var refused = LocalServer.runBare(environment, "", "tokens", "list", "--url", iris.url());
        assertThat(refused.err()).contains("scope admin").hasLineCount(1);
    }

    @Test
    void tokensAreListedAndRevoked() {
        iris.run("tokens", "create", "--scope", "INGEST", "--name", "feed", "--json");
        var listed = iris.run("tokens", "list");
        assertThat(listed.lines()).hasSize(3);
        assertThat(listed.out())
                .contains("NAME   SCOPE   CREATED", "\nfeed   ingest  2")
                .doesNotContain("iris_");
        assertThat(iris.run("tokens", "list", "--json").out()).startsWith("{\"tokens\":[{\"name\":\"admin\"");
        assertThat(iris.run("tokens", "revoke", "feed").out()).isEqualTo("feed is revoked\n");
        assertThat(iris.run("tokens", "list").lines()).hasSize(2);
    }

    @Test
    void whatIsRefusedIsSaidInOneLine() {
        assertThat(iris.run("tokens", "revoke", "no/such one").err())
                .contains("no such access token")
                .hasLineCount(1);
        assertThat(iris.run("tokens", "revoke", "admin").err()).contains("last").hasLineCount(1);
        assertThat(iris.run("tokens", "create", "--scope", "read", "--name", "a b")
                        .err())
                .contains("name")
                .hasLineCount(1);
        assertThat(iris.run("tokens", "create", "--scope", "root", "--name", "x")
                        .code())
                .isEqualTo(2);
        assertThat(iris.run("tokens", "create", "--name", "x").code()).isEqualTo(2);
    }
}
