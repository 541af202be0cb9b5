package dev.iris.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iris.model.ContentType;
import dev.iris.model.Message;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A template, compiled once. Immutable. */
final class MessageTemplate implements MessageFormat {
    private final Piece whole;
    private final int variables;
    private final @Nullable ContentType contentType;

    private MessageTemplate(
            String text, Map<String, Fact<Scope>> macros, Landing begin, @Nullable ContentType contentType)
            throws TemplateFaultException {
        var compiler = new TemplateCompiler(macros, begin);
        this.whole = compiler.compile(TemplateSyntax.read(text));
        this.variables = compiler.slots();
        this.contentType = contentType;
    }

    /** A template of bodies. */
    static MessageTemplate body(ContentType contentType, String text) throws TemplateFaultException {
        var begin = switch (contentType) {
            case JSON -> JsonLanding.OUTSIDE;
            case XML -> XmlLanding.BEGIN;
        };
        return new MessageTemplate(text, Macros.BODY, begin, contentType);
    }

    /** A template of queries. */
    static MessageTemplate query(String text) throws TemplateFaultException {
        return new MessageTemplate(text, Macros.QUERY, QueryLanding.ANYWHERE, null);
    }

    @Override
    public Rendered render(Message message, RandomGenerator random) throws TemplateLimitException {
        var sheet = Sheet.of(message);
        whole.write(new Scope(message, random, variables), sheet);
        return contentType == null
                ? new Rendered.Query(sheet.toString())
                : new Rendered.Body(sheet.toString().getBytes(UTF_8), contentType);
    }
}
