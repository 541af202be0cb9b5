package dev.iris.format;

import dev.iris.model.ContentType;
import dev.iris.model.Format;
import dev.iris.model.Message;
import java.util.random.RandomGenerator;

/** Writes messages down, all in one format. Thread-safe. */
@FunctionalInterface
public interface MessageFormat {
    /**
     * The message as it goes out.
     *
     * @param random of what a template calls random
     * @throws TemplateLimitException a template gives more than one message may be
     */
    Rendered render(Message message, RandomGenerator random) throws TemplateLimitException;

    /**
     * Makes a format ready; a template is compiled, which takes a while.
     *
     * @throws TemplateFaultException says where a template is wrong, and why
     */
    static MessageFormat of(Format format) throws TemplateFaultException {
        return switch (format) {
            case Format.Standard _ ->
                (message, random) -> new Rendered.Body(StandardFormat.render(message), ContentType.JSON);
            case Format.BodyTemplate(var type, var text) -> MessageTemplate.body(type, text);
            case Format.QueryTemplate(var text) -> MessageTemplate.query(text);
        };
    }
}
