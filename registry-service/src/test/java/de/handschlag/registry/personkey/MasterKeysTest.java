package de.handschlag.registry.personkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.deploy.local.SealingKeyFile;
import de.handschlag.sealing.AesGcm;

class MasterKeysTest {

    private static final String ZEROS = "A".repeat(43) + "=";
    private static final String OTHERS = "B".repeat(42) + "A=";

    @TempDir
    Path directory;

    private MasterKeys of(String text) throws IOException {
        Path file = Files.createTempFile(directory, "master", ".key");
        return new MasterKeys(Files.writeString(file, text));
    }

    @Test
    void firstKeySealsAndAllOpen() throws IOException, AEADBadTagException {
        UUID person = UUID.randomUUID();
        SecretKey key = new SecretKeySpec(AesGcm.randomKey(), "AES");
        SealedKey old = SealedKey.of(person, key, of("old " + ZEROS + "\n"));
        MasterKeys both = of("# the new one\nnew " + OTHERS + "\n\nold " + ZEROS + "\n");

        assertThat(both.current()).isEqualTo("new");
        assertThat(both.former()).containsExactly("old");
        assertThat(old.open(person, both)).isEqualTo(key);
        assertThat(SealedKey.of(person, key, both).masterKeyId()).isEqualTo("new");
    }

    @Test
    void anotherKeyUnderTheSameIdOpensNothing() throws IOException {
        UUID person = UUID.randomUUID();
        SealedKey sealed = SealedKey.of(person, new SecretKeySpec(AesGcm.randomKey(), "AES"), of("k " + ZEROS));

        MasterKeys wrong = of("k " + OTHERS);

        assertThatThrownBy(() -> sealed.open(person, wrong)).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> sealed.open(UUID.randomUUID(), of("k " + ZEROS))).as("nor for another person")
                .isInstanceOf(AEADBadTagException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but this\n", "k short\n", "k  AAAA\n", "no-key\n"})
    @DisplayName("A file in another form is refused, and the message does not repeat what may be a key")
    void otherFormIsRefused(String text) {
        assertThatThrownBy(() -> of(text)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The master key file").hasMessageNotContaining("short");
    }

    @Test
    void missingFileIsRefused() {
        assertThatThrownBy(() -> new MasterKeys(directory.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw-------", "r--------", "rw--w----", "rw----r--"})
    void fileThatOthersCanReadOrWriteIsRefused(String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("some.key"), "k " + ZEROS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        if (permissions.endsWith("------")) {
            assertThat(new MasterKeys(file).current()).isEqualTo("k");
        } else {
            assertThatThrownBy(() -> new MasterKeys(file)).hasMessageContaining("chmod 600");
        }
    }

    @Test
    void stacksFileIsOneAndStaysTheSame() throws IOException {
        Path file = SealingKeyFile.VALUES.in(directory.resolve("state"));
        String made = Files.readString(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(new MasterKeys(file).former()).isEmpty();
        assertThat(Files.readString(SealingKeyFile.VALUES.in(directory.resolve("state")))).isEqualTo(made);
        assertThat(Files.readString(SealingKeyFile.VALUES.in(directory.resolve("elsewhere")))).isNotEqualTo(made);
    }
}
