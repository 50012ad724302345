package de.handschlag.audit.asking.anomaly;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Parameters by name, as rules share parts in which the same ones occur several times. */
final class NamedParameters {

    /** Not the second colon of a cast, nor the one between a JSON member and its value. */
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\"]):([a-zA-Z]+)");

    private final Connection connection;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    NamedParameters(Connection connection) {
        this.connection = connection;
    }

    NamedParameters put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** The statement with its values; the caller closes it. */
    PreparedStatement prepare(String sql) throws SQLException {
        List<@Nullable Object> inOrder = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(sql);
        StringBuilder positional = new StringBuilder();
        while (parameter.find()) {
            if (!values.containsKey(parameter.group(1))) {
                throw new IllegalStateException("no parameter " + parameter.group(1));
            }
            inOrder.add(values.get(parameter.group(1)));
            parameter.appendReplacement(positional, "?");
        }
        PreparedStatement statement = connection.prepareStatement(parameter.appendTail(positional).toString());
        for (int i = 0; i < inOrder.size(); i++) {
            statement.setObject(i + 1, inOrder.get(i));
        }
        return statement;
    }
}
