package de.handschlag.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R32 The status of pages' texts")
class TextApprovalsTest {

    private static final String GERMAN = "Schnell verlassen";
    private static final String TURKISH = "Hızlı çık";

    private final TextApprovals approvals = new TextApprovals();

    @Test
    @DisplayName("A text is approved as long as it and the German one read as they were approved; touching either makes it a draft")
    void touchedTextIsADraftAgain() {
        approvals.read(List.of(TextApprovals.HEADER, line("tr", "approved", "Ayşe Yılmaz")));

        assertThat(approvals.isApproved("frame", "tr", "leave", GERMAN, TURKISH)).isTrue();
        assertThat(approvals.isApproved("frame", "tr", "leave", GERMAN, TURKISH + ".")).isFalse();
        assertThat(approvals.isApproved("frame", "tr", "leave", GERMAN + ".", TURKISH)).isFalse();
        assertThat(approvals.isApproved("frame", "tr", "leave", null, TURKISH)).isFalse();
        assertThat(approvals.isApproved("frame", "tr", "skip", GERMAN, TURKISH)).isFalse();
        assertThat(approvals.isApproved("frame", "ku", "leave", GERMAN, TURKISH)).isFalse();
    }

    @Test
    @DisplayName("What is marked as a draft is none that somebody approved, whatever its hashes")
    void draftIsADraft() {
        approvals.read(List.of(TextApprovals.HEADER, line("tr", "draft", "")));

        assertThat(approvals.isApproved("frame", "tr", "leave", GERMAN, TURKISH)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame,tr,leave,x,y,approved,,2026-11-29", "frame,tr,leave,x,y,good,A. B.,2026-11-29",
            "frame,tr,leave", "frame,tr,leave,x,y,approved,B., A.,2026-11-29"})
    @DisplayName("A line that names nobody, or is of another form, is refused")
    void otherLines(String line) {
        assertThatThrownBy(() -> approvals.read(List.of(TextApprovals.HEADER, line)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(line);
        assertThatThrownBy(() -> approvals.read(List.of(line))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String line(String tag, String state, String who) {
        return String.join(",", "frame", tag, "leave", TextApprovals.sha256(GERMAN), TextApprovals.sha256(TURKISH),
                state, who, "2026-11-29");
    }
}
