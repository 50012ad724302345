package de.handschlag.deploy.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.stack.StackSettings;

class DemonstrationSettingsTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("Each service shows the logins for its own pages only, and no other stack shows any")
    void logins() {
        Secrets secrets = new Secrets(directory.resolve("secrets"));
        StackSettings without = StackSettings.of(directory, Map.of());

        Map<String, Map<String, String>> with = DemonstrationSettings.of(without, secrets).serviceEnvironment();

        assertThat(with.get("consent")).containsEntry("HANDSCHLAG_DEMONSTRATION_LOGINS",
                "amira:" + secrets.get("login.persons") + ",admin:" + secrets.get("login.admin"));
        assertThat(with.get("registry")).containsEntry("HANDSCHLAG_DEMONSTRATION_LOGINS",
                "caseworker:" + secrets.get("login.caseworker"));
        assertThat(with.get("audit")).containsEntry("HANDSCHLAG_DEMONSTRATION_LOGINS",
                "dpo:" + secrets.get("login.dpo"));
        assertThat(without.serviceEnvironment()).isEmpty();
        assertThat(StackSettings.temporary(directory).serviceEnvironment()).isEmpty();
    }

    @Test
    @DisplayName("There is a number to call, and an answer is soon overdue")
    void rest() {
        Map<String, Map<String, String>> with = DemonstrationSettings
                .of(StackSettings.of(directory, Map.of()), new Secrets(directory.resolve("secrets")))
                .serviceEnvironment();

        assertThat(with.get("consent")).containsKey("HANDSCHLAG_HELP_PHONE");
        assertThat(with.get("registry")).containsEntry("HANDSCHLAG_NOTIFICATION_ANSWER_WITHIN", "PT2M");
    }
}
