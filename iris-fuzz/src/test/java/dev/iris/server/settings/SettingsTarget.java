package dev.iris.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.fuzz.FuzzTarget;
import dev.iris.http.Cidr;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Problem;
import dev.iris.json.Yaml;
import dev.iris.server.settings.ServerSettings.Http;
import dev.iris.server.settings.ServerSettings.Tls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code iris.yaml} and, after a line {@code --- environment}, variables as {@code NAME=value} lines. Settings that are taken are the
 * same when they are written and read again; those that are refused are refused in short words of one line.
 */
public final class SettingsTarget implements FuzzTarget {
    private static final String SPLIT = "--- environment\n";
    private static final int LONGEST_REASON = 1_000;

    @Override
    public void check(byte[] input) {
        var text = new String(input, UTF_8);
        int split = text.indexOf(SPLIT);
        var environment = split < 0 ? Map.<String, String>of() : environment(text.substring(split + SPLIT.length()));
        var file = split < 0 ? input : text.substring(0, split).getBytes(UTF_8);
        switch (ServerSettings.read(Optional.of(file), environment, Overrides.NONE)) {
            case SettingsReading.Complete(ServerSettings settings) -> checkTaken(settings);
            case SettingsReading.Faulty(List<Problem> problems) -> checkProblems(problems);
        }
    }

    private static void checkTaken(ServerSettings settings) {
        var file = Yaml.write(write(settings)).getBytes(UTF_8);
        assertThat(ServerSettings.read(Optional.of(file), Map.of(), Overrides.NONE))
                .isEqualTo(new SettingsReading.Complete(settings));
    }

    private static void checkProblems(List<Problem> problems) {
        assertThat(problems).isNotEmpty();
        for (var problem : problems) {
            assertThat(problem.reason()).hasSizeBetween(1, LONGEST_REASON);
            assertThat(problem.toString().codePoints()).noneMatch(Character::isISOControl);
        }
    }

    private static Map<String, String> environment(String text) {
        var variables = new HashMap<String, String>();
        text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return variables;
    }

    private static JsonObject write(ServerSettings settings) {
        var egress = settings.egress();
        return JsonValue.object()
                .put("server", write(settings.http()))
                .put("data", settings.data().toString())
                .put("userAgent", settings.userAgent())
                .put(
                        "egress",
                        JsonValue.object()
                                .put(
                                        "allow",
                                        texts(egress.allow().stream()
                                                .map(Cidr::toString)
                                                .toList()))
                                .put("trustedCertificates", texts(egress.trustedCertificates()))
                                .put("proxy", text(egress.proxy()))
                                .build())
                .put(
                        "secrets",
                        JsonValue.object()
                                .put("directory", text(settings.secrets().directory()))
                                .build())
                .put(
                        "log",
                        JsonValue.object()
                                .put("level", settings.log().level().name())
                                .put("format", settings.log().format().name())
                                .build())
                .build();
    }

    private static JsonObject write(Http http) {
        return JsonValue.object()
                .put("host", http.host())
                .put("port", http.port())
                .put("allowPlaintext", http.allowPlaintext())
                .put("tls", write(http.tls()))
                .build();
    }

    private static JsonValue write(@Nullable Tls tls) {
        if (tls == null) {
            return JsonValue.NULL;
        }
        return JsonValue.object()
                .put("certificate", tls.certificate().toString())
                .put("key", tls.key().toString())
                .build();
    }

    private static JsonValue texts(List<?> values) {
        return JsonValue.array(values.stream().map(SettingsTarget::text).toList());
    }

    private static JsonValue text(@Nullable Object value) {
        return value == null ? JsonValue.NULL : JsonValue.text(value.toString());
    }
}
