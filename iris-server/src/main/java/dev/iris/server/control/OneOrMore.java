package dev.iris.server.control;

import dev.iris.json.JsonValue.JsonArray;
import dev.iris.json.Members;
import java.util.List;
import java.util.function.Function;

/** Members that hold one text or a list of them. */
final class OneOrMore {
    private OneOrMore() {}

    /** The texts in their order, without those that are wrong, which are noted. */
    static List<String> texts(Members members, String name, Function<String, String> parse) {
        return isList(members, name)
                ? members.texts(name, parse)
                : members.text(name, parse).stream().toList();
    }

    /** How many are told, right or wrong. */
    static int count(Members members, String name) {
        return members.value(name)
                .map(value -> value instanceof JsonArray(var elements) ? elements.size() : 1)
                .orElse(0);
    }

    static boolean isList(Members members, String name) {
        return members.value(name).filter(JsonArray.class::isInstance).isPresent();
    }
}
