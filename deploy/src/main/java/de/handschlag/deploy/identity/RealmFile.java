package de.handschlag.deploy.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.handschlag.deploy.local.StackException;

/**
 * A realm's definition from git. Secrets and addresses are written there as {@code ${NAME}} or {@code ${NAME:default}}, which
 * is also what Keycloak's own import ({@code kc.sh start --import-realm}) reads from the environment.
 */
final class RealmFile {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private RealmFile() {}

    /** @throws StackException naming each placeholder that has neither value nor default */
    static String read(Path file, Map<String, String> values) {
        try {
            String text = Files.readString(file);
            StringBuilder filled = new StringBuilder();
            Matcher matcher = PLACEHOLDER.matcher(text);
            while (matcher.find()) {
                String value = values.getOrDefault(matcher.group(1), matcher.group(2));
                if (value == null) {
                    throw new StackException(file + " needs a value for ${" + matcher.group(1) + "}");
                }
                matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
            }
            return matcher.appendTail(filled).toString();
        } catch (IOException e) {
            throw new StackException("Cannot read the realm " + file, e);
        }
    }
}
