package dev.iris.server.settings;

import dev.iris.http.Cidr;
import dev.iris.http.ProxyAddress;
import dev.iris.json.JsonLimits;
import dev.iris.json.JsonValue;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.MalformedDocumentException;
import dev.iris.json.Members;
import dev.iris.json.Problem;
import dev.iris.json.Yaml;
import dev.iris.server.settings.ServerSettings.Egress;
import dev.iris.server.settings.ServerSettings.Http;
import dev.iris.server.settings.ServerSettings.Log;
import dev.iris.server.settings.ServerSettings.Secrets;
import dev.iris.server.settings.ServerSettings.Tls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings from their sources laid one over the other. Confined to one reading. */
final class SettingsReader {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final JsonObject NOTHING = new JsonObject(Map.of());

    private final Map<String, String> environment;
    private final Overrides overrides;
    private final List<Problem> problems = new ArrayList<>();

    SettingsReader(Map<String, String> environment, Overrides overrides) {
        this.environment = environment;
        this.overrides = overrides;
    }

    SettingsReading read(Optional<byte[]> yaml) {
        var layers = new Layers(yaml.map(this::parse).orElse(NOTHING));
        layers.lay(environment);
        layers.lay(overrides);
        var settings = settings(Members.of(layers.document(), "", problems));
        var faults = layers.nameSources(problems);
        return faults.isEmpty() ? new SettingsReading.Complete(settings) : new SettingsReading.Faulty(faults);
    }

    private JsonValue parse(byte[] yaml) {
        if (yaml.length > MOST_BYTES) {
            problems.add(new Problem(
                    "", "the file is of " + yaml.length + " bytes (expected: at most " + MOST_BYTES + " bytes)"));
            return NOTHING;
        }
        try {
            return holdsNothing(yaml) ? NOTHING : Yaml.read(yaml, JsonLimits.DOCUMENT);
        } catch (MalformedDocumentException e) {
            problems.add(new Problem("", "the file is " + e.describe() + " (expected: YAML)"));
            return NOTHING;
        }
    }

    private static boolean holdsNothing(byte[] yaml) {
        return new String(yaml, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    private ServerSettings settings(Members root) {
        var settings = new ServerSettings(
                http(group(root, "server")),
                root.text("data", Texts::path).orElse(Path.of("data")),
                root.text("userAgent", Texts::userAgent).orElse("Adobe Audience Manager Iris"),
                egress(group(root, "egress")),
                secrets(group(root, "secrets")),
                log(group(root, "log")));
        refuseCluster(root);
        root.refuseUnknown();
        return settings;
    }

    private static Http http(Members server) {
        var http = new Http(
                server.text("host", Addresses::host).orElse("127.0.0.1"),
                server.integer("port", 0, 65_535).orElse(8_080L).intValue(),
                server.object("tls").flatMap(SettingsReader::tls).orElse(null),
                server.flag("allowPlaintext").orElse(false));
        boolean readable = !http.allowPlaintext() && http.tls() == null;
        if (readable && !Addresses.loopback(http.host())) {
            server.problem(
                    "host",
                    http.host() + " (expected: a loopback address, or server.tls, or server.allowPlaintext: true)");
        }
        server.refuseUnknown();
        return http;
    }

    private static Optional<Tls> tls(Members tls) {
        var told = tls.value("certificate").isPresent() || tls.value("key").isPresent();
        var certificate = tls.text("certificate", Texts::path);
        var key = tls.text("key", Texts::path);
        tls.refuseUnknown();
        if (!told) {
            return Optional.empty();
        }
        return tls.required("certificate", certificate)
                .flatMap(file -> tls.required("key", key).map(its -> new Tls(file, its)));
    }

    private static Egress egress(Members egress) {
        var read = new Egress(
                egress.texts("allow", Cidr::parse),
                egress.texts("trustedCertificates", Texts::path),
                egress.text("proxy", ProxyAddress::parse).orElse(null));
        egress.refuseUnknown();
        return read;
    }

    private static Secrets secrets(Members secrets) {
        var directory = secrets.text("directory", Texts::path).orElse(null);
        secrets.refuseUnknown();
        return new Secrets(directory);
    }

    private static Log log(Members log) {
        var read = new Log(
                log.text("level", text -> Texts.word(Log.Level.class, text)).orElse(Log.Level.INFO),
                log.text("format", text -> Texts.word(Log.Format.class, text)).orElse(Log.Format.TEXT));
        log.refuseUnknown();
        return read;
    }

    private void refuseCluster(Members root) {
        var control = group(root, "control");
        control.refuseUnsupported(Set.of("jdbcUrl"));
        control.refuseUnknown();
        var kafka = group(root, "kafka");
        kafka.refuseUnsupported(Set.of("bootstrapServers"));
        kafka.text("topicPrefix")
                .filter(prefix -> !prefix.equals("iris"))
                .ifPresent(prefix -> kafka.problem("topicPrefix", "is not supported yet; leave it out"));
        kafka.refuseUnknown();
    }

    private Members group(Members root, String name) {
        return root.object(name).orElseGet(() -> Members.of(NOTHING, name, problems));
    }
}
