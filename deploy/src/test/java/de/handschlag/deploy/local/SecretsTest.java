package de.handschlag.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void onlyTheOwnerCanReadThem() throws IOException {
        Secrets secrets = new Secrets(directory.resolve("secrets"));
        secrets.get("one");
        secrets.get("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secrets"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecretStaysTheSameAndIsLong() {
        String made = new Secrets(directory.resolve("secrets")).get("one");
        assertThat(made).hasSize(24).matches("[A-Za-z2-9]+");
        assertThat(new Secrets(directory.resolve("secrets")).get("one")).isEqualTo(made);
        assertThat(new Secrets(directory.resolve("elsewhere")).get("one")).isNotEqualTo(made);
    }

    @Test
    void twoProcessesDoNotForgetEachOthersSecrets() {
        Secrets run = new Secrets(directory.resolve("secrets"));
        Secrets demo = new Secrets(directory.resolve("secrets"));
        String made = run.get("one");
        assertThat(demo.get("one")).isEqualTo(made);
    }
}
