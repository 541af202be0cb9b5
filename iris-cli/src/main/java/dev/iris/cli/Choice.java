package dev.iris.cli;

import static java.util.stream.Collectors.joining;

import dev.iris.cli.bench.Trouble;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of an enum as they are typed: small letters, with hyphens. */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final E[] values;

    private Choice(E[] values) {
        this.values = values;
    }

    /** Of an access token. */
    static final class OfScope extends Choice<TokensCommand.Scope> {
        OfScope() {
            super(TokensCommand.Scope.values());
        }
    }

    /** Of bad partners. */
    static final class OfTrouble extends Choice<Trouble> {
        OfTrouble() {
            super(Trouble.values());
        }
    }

    @Override
    public E convert(String word) {
        return Arrays.stream(values)
                .filter(value -> typed(value).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + word + "' (expected: "
                        + Arrays.stream(values).map(Choice::typed).collect(joining(", ")) + ")"));
    }

    private static String typed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
