package dev.iris.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of the command line, with words of our own for what is none. */
final class Numbers {
    private Numbers() {}

    static CommandLine register(CommandLine line) {
        return line.registerConverter(int.class, whole(Integer::valueOf))
                .registerConverter(long.class, whole(Long::valueOf));
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> conversion) {
        return word -> {
            try {
                return conversion.apply(word);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + word + "' (expected: a whole number)");
            }
        };
    }
}
