package de.handschlag.deploy.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.deploy.local.StackException;

@DisplayName("R32 Texts on their way to translators and back")
class TranslationsTest {

    private static final String DAY = "2026-11-29";
    private static final String GERMAN = "leave=Schnell verlassen\nstaying=Nach {minutes} Minuten, oder \"sofort\"\n";
    private static final String TURKISH = "leave=Hızlı çık\nstaying={minutes} dakika sonra, ya da \"hemen\"\n";

    @TempDir
    Path root;

    private Path messages;
    private Path table;

    @BeforeEach
    void twoLanguages() throws IOException {
        messages = Files.createDirectories(root.resolve("foundation/page-frame/src/main/resources/messages"));
        Files.writeString(messages.resolve("frame_de.properties"), GERMAN);
        Files.writeString(messages.resolve("frame_tr.properties"), TURKISH);
        table = root.resolve("tr.csv");
    }

    private Translations turkish() {
        return new Translations(root, "tr");
    }

    private void edit(String from, String to) throws IOException {
        String before = Files.readString(table);
        assertThat(before).contains(from);
        Files.writeString(table, before.replace(from, to));
    }

    @Test
    @DisplayName("What is exported and imported untouched changes nothing, and stays a draft")
    void thereAndBack() throws IOException {
        assertThat(turkish().exportTo(table)).isEqualTo(2);

        assertThat(turkish().importFrom(table, "Ayşe Yılmaz", DAY)).isEmpty();

        assertThat(messages.resolve("frame_tr.properties")).hasContent(TURKISH);
        assertThat(messages.resolve("status.csv")).doesNotExist();
        assertThat(turkish().exportTo(table)).isEqualTo(2);
    }

    @Test
    @DisplayName("A changed text comes back with who approved it; touching it, or the German one, makes it a draft again")
    void approvedAndTouched() throws IOException {
        turkish().exportTo(table);
        edit("Hızlı çık,draft", "Hemen çık,approved");

        assertThat(turkish().importFrom(table, "Ayşe Yılmaz", DAY)).isEmpty();

        assertThat(Files.readString(messages.resolve("frame_tr.properties"))).startsWith("leave=Hemen çık\n");
        assertThat(Files.readString(messages.resolve("status.csv"))).startsWith("bundle,tag,key,")
                .contains("frame,tr,leave,", ",approved,Ayşe Yılmaz," + DAY).doesNotContain("staying");
        assertThat(turkish().exportTo(table)).isEqualTo(1);
        Files.writeString(messages.resolve("frame_tr.properties"), TURKISH);
        assertThat(turkish().exportTo(table)).isEqualTo(2);
        Files.writeString(messages.resolve("frame_tr.properties"), TURKISH.replace("Hızlı", "Hemen"));
        assertThat(turkish().exportTo(table)).isEqualTo(1);
        Files.writeString(messages.resolve("frame_de.properties"), GERMAN.replace("Schnell", "Sofort"));
        assertThat(turkish().exportTo(table)).isEqualTo(2);
    }

    @Test
    @DisplayName("A language without texts, and a table that cannot be read, are refused with their reason")
    void refusedWithItsReason() throws IOException {
        assertThatThrownBy(() -> new Translations(root, "xx")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no text in the language xx");

        assertThatThrownBy(() -> turkish().importFrom(table, "Ayşe Yılmaz", DAY)).isInstanceOf(StackException.class)
                .hasMessageContaining(table + " is not there");
        Files.write(table, "bundle,key,german,text,state\r\nframe,leave,a,Müller,draft\r\n"
                .getBytes(Charset.forName("windows-1252")));
        assertThatThrownBy(() -> turkish().importFrom(table, "Ayşe Yılmaz", DAY)).isInstanceOf(StackException.class)
                .hasMessageContaining(table + " is not in UTF-8");
        assertThatThrownBy(() -> turkish().exportTo(root.resolve("none/tr.csv"))).isInstanceOf(StackException.class)
                .hasMessageContaining("its directory");
        assertThat(messages.resolve("frame_tr.properties")).hasContent(TURKISH);
    }

    @Test
    @DisplayName("A table with a fault is refused whole, and each fault is named by its line")
    void refusedWhole() throws IOException {
        turkish().exportTo(table);
        edit("Hızlı çık,draft", "<b>Çık</b>,good");
        edit("{minutes} dakika", "{hours} saat");

        assertThat(turkish().importFrom(table, "Ayşe Yılmaz", DAY)).hasSize(3)
                .anyMatch(fault -> fault.startsWith("Line 2"))
                .anyMatch(fault -> fault.startsWith("Line 3") && fault.contains("[minutes]"));
        assertThat(messages.resolve("frame_tr.properties")).hasContent(TURKISH);

        turkish().exportTo(table);
        Files.writeString(messages.resolve("frame_de.properties"), GERMAN.replace("Schnell", "Sofort"));
        assertThat(turkish().importFrom(table, "Ayşe Yılmaz", DAY)).singleElement().asString()
                .contains("the German text of leave has changed");
        assertThat(turkish().importFrom(table, " ", DAY)).hasSize(1);
    }
}
