package dev.iris.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions of StringTemplate that say something of a list or a text. What is no list counts as a list of one. */
enum ListFunction {
    FIRST {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.isEmpty() ? null : list.getFirst();
        }
    },
    LAST {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.isEmpty() ? null : list.getLast();
        }
    },
    REST {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.size() < 2 ? null : list.subList(1, list.size());
        }
    },
    TRUNC {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.size() < 2 ? null : list.subList(0, list.size() - 1);
        }
    },
    STRIP {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list;
        }
    },
    REVERSE {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.reversed();
        }
    },
    LENGTH {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.size();
        }
    },
    STRLEN {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.isEmpty() ? 0 : list.getFirst().toString().length();
        }
    },
    TRIM {
        @Override
        @Nullable
        Object of(List<?> list) {
            return list.isEmpty() ? null : list.getFirst().toString().strip();
        }
    };

    static Optional<ListFunction> find(String name) {
        return Stream.of(values())
                .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    @Nullable
    abstract Object of(List<?> list);

    /** The function of an argument; empty when it cannot be asked of that. */
    Optional<Typed> typed(Typed argument) {
        return type(argument.type())
                .map(type ->
                        new Typed(type, scope -> of(list(argument.expression().in(scope)))));
    }

    private Optional<ValueType> type(ValueType argument) {
        return switch (this) {
            case FIRST, LAST -> Optional.of(argument.element());
            case REST, TRUNC, STRIP, REVERSE -> Optional.of(argument.list());
            case LENGTH -> Optional.of(ValueType.NUMBER);
            case STRLEN -> argument.equals(ValueType.TEXT) ? Optional.of(ValueType.NUMBER) : Optional.empty();
            case TRIM -> argument.equals(ValueType.TEXT) ? Optional.of(argument) : Optional.empty();
        };
    }

    private static List<?> list(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list;
            case Object one -> List.of(one);
        };
    }
}
