package de.handschlag.audit.asking.anomaly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import de.handschlag.database.Sql;
import de.handschlag.event.EventType;

/**
 * Parameters by name, as rules share parts in which the same ones occur several times. A type of event is written into the statement:
 * of a parameter the planner does not know how rare it is.
 */
final class NamedParameters {

    /** Not the second colon of a cast. */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z]+)");

    private final Map<String, @Nullable Object> values = new HashMap<>();

    NamedParameters put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    <T> List<T> list(Sql sql, String rule, Sql.RowReader<T> reader) {
        List<@Nullable Object> inOrder = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(rule);
        StringBuilder positional = new StringBuilder();
        while (parameter.find()) {
            if (!values.containsKey(parameter.group(1))) {
                throw new IllegalStateException("no parameter " + parameter.group(1));
            }
            Object value = values.get(parameter.group(1));
            if (value instanceof EventType type) {
                parameter.appendReplacement(positional, "'" + type.typeName() + "'");
            } else {
                inOrder.add(value);
                parameter.appendReplacement(positional, "?");
            }
        }
        return sql.list(parameter.appendTail(positional).toString(), reader, inOrder.toArray());
    }
}
