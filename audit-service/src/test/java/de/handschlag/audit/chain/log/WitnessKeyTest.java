package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keys and cosignatures of witnesses (C2SP tlog-cosignature)")
class WitnessKeyTest {

    private static final String TEXT = "log.example/audit\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static final long TIME = 1_679_315_147;

    private final NoteKey key = NoteKey.generate("witness.example/w1");

    private byte[] id() {
        byte[] typed = new byte[33];
        typed[0] = 4;
        System.arraycopy(key.rawPublic(), 0, typed, 1, 32);
        return Arrays.copyOf(NaiveTree.sha256("witness.example/w1\n".getBytes(StandardCharsets.UTF_8), typed), 4);
    }

    private String verifierKey(int type) {
        byte[] typed = new byte[33];
        typed[0] = (byte) type;
        System.arraycopy(key.rawPublic(), 0, typed, 1, 32);
        return "witness.example/w1+" + HexFormat.of().formatHex(id()) + "+" + Base64.getEncoder().encodeToString(typed);
    }

    private String line(long time, String signed) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign(key.privateKey());
        ed25519.update(signed.getBytes(StandardCharsets.UTF_8));
        return "\u2014 witness.example/w1 " + Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(76).put(id()).putLong(time).put(ed25519.sign()).array());
    }

    private static String message(long time) {
        return "cosignature/v1\ntime " + time + "\n" + TEXT;
    }

    @Test
    void cosignatureIsFoundAmongOthers() throws GeneralSecurityException {
        String line = line(TIME, message(TIME));

        WitnessKey.Cosignature found = WitnessKey.parse(verifierKey(4)).find(TEXT,
                List.of("\u2014 witness.example/w2 AAAA", "\u2014 witness.example/w1 AAAAAAAA", line));

        assertThat(found.cosignedAt()).isEqualTo(Instant.ofEpochSecond(TIME));
        assertThat(found.line()).isEqualTo(line + "\n");
    }

    @Test
    void whatDoesNotFitIsRefused() throws GeneralSecurityException {
        WitnessKey witness = WitnessKey.parse(verifierKey(4));
        for (String line : List.of(line(TIME + 1, message(TIME)), line(TIME, TEXT), line(-1, message(-1)),
                line(TIME, message(TIME)).substring(0, 90) + "==", "\u2014 witness.example/w1 ?", "")) {
            assertThatThrownBy(() -> witness.find(TEXT, List.of(line))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysOfAnotherKindAreRefused() {
        for (String text : List.of(verifierKey(1), verifierKey(6), key.verifierKey(), "nonsense", "a+b+c",
                verifierKey(4).replace("w1+", "w2+"))) {
            assertThatThrownBy(() -> WitnessKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
