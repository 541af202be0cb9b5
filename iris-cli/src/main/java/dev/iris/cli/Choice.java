package dev.iris.cli;

import static java.util.stream.Collectors.joining;

import dev.iris.cli.bench.Trouble;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of an enum as people write them, which is what they call themselves. */
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
                .filter(value -> value.toString().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + word + "' (expected: "
                        + Arrays.stream(values).map(Enum::toString).collect(joining(", ")) + ")"));
    }
}
