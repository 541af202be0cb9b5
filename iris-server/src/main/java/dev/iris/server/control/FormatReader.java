package dev.iris.server.control;

import dev.iris.format.TemplateFaultException;
import dev.iris.format.TemplateTrial;
import dev.iris.json.JsonValue.JsonString;
import dev.iris.json.Members;
import dev.iris.model.ContentType;
import dev.iris.model.Format;
import dev.iris.model.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how messages are written down, and with which method they go. Confined to one reading. */
final class FormatReader {
    /** The format that needs no further word. */
    static final String STANDARD = "standard";

    private static final String FORMAT = "format";
    private static final String METHOD = "method";

    private final Members document;
    private final int maxUsers;

    /** @param maxUsers users that a message may have */
    FormatReader(Members document, int maxUsers) {
        this.document = document;
        this.maxUsers = maxUsers;
    }

    /** A format and its method. */
    record Written(Format format, Method method) {}

    /** Empty when something is wrong, which is noted. */
    Optional<Written> read() {
        var told = document.value(FORMAT);
        if (told.isPresent() && !(told.get() instanceof JsonString)) {
            var written = document.object(FORMAT).flatMap(this::template);
            document.text(METHOD, FormatReader::method)
                    .filter(method -> written.filter(w -> w.method() != method).isPresent())
                    .ifPresent(_ -> document.problem(METHOD, "is another than format.method (expected: left out)"));
            return written;
        }
        if (document.text(FORMAT, FormatReader::standard).isEmpty() && told.isPresent()) {
            return Optional.empty();
        }
        var method = document.text(METHOD, FormatReader::method).orElse(Method.POST);
        return Optional.of(new Written(new Format.Standard(), method));
    }

    private Optional<Written> template(Members template) {
        var method = template.text(METHOD, FormatReader::method).orElse(Method.POST);
        var type = template.text("contentType", FormatReader::contentType).orElse(ContentType.JSON);
        var text = template.required("template", template.text("template"));
        template.refuseUnknown();
        return text.map(told ->
                        method == Method.GET ? new Format.QueryTemplate(told) : new Format.BodyTemplate(type, told))
                .filter(format -> isTaken(template, format))
                .map(format -> new Written(format, method));
    }

    private boolean isTaken(Members template, Format format) {
        try {
            TemplateTrial.require(format, maxUsers);
            return true;
        } catch (TemplateFaultException e) {
            template.problem("template", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static String standard(String text) {
        if (!text.equals(STANDARD)) {
            throw new IllegalArgumentException("is unknown (expected: standard, or an object with a template)");
        }
        return text;
    }

    private static Method method(String text) {
        return switch (text) {
            case "POST" -> Method.POST;
            case "GET" -> Method.GET;
            default -> throw new IllegalArgumentException("is unknown (expected: POST or GET)");
        };
    }

    private static ContentType contentType(String text) {
        return Arrays.stream(ContentType.values())
                .filter(type -> type.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is unknown (expected: "
                        + Arrays.stream(ContentType.values())
                                .map(ContentType::toString)
                                .collect(Collectors.joining(" or "))
                        + ")"));
    }
}
