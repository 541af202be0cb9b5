package dev.iris.oauth;

import static dev.iris.oauth.Taken.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.model.Secret;
import dev.iris.model.SecretFiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What becomes of credentials whose files are replaced. */
class ReplacedFilesTest {
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final SecretFiles files = name -> Secret.of(texts.getOrDefault(name, ""));
    private final ScriptedEdge edge = new ScriptedEdge();
    private final TokenSources sources = Grants.sources(edge, new TestClock(), files);

    @Test
    void aSecretThatIsReplacedWhileItsRequestIsUnderWayIsMasked() throws Exception {
        texts.put("secret", "old-S3cret");
        edge.taking(() -> texts.put("secret", "new-S3cret"))
                .thenAnswer(401, "{\"error\":\"invalid_client\",\"error_description\":\"bad secret old-S3cret\"}");
        var source = Grants.source(sources, Grants.of(Grants.inFiles("secret")));

        assertThat(refused(source).reason().detail()).contains("bad secret ***").doesNotContain("S3cret");
    }
}
