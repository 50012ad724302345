package de.handschlag.consent.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueService;

@QuarkusTest
class NoticeTest {

    @Inject
    NoticeService notices;

    @Inject
    CatalogueService catalogue;

    @ParameterizedTest
    @EnumSource
    void noticeIsCompleteInEveryLanguage(NoticeLanguage language) {
        Notice notice = write("jobcenter", "case-management", language, "family_name", "accessibility_need");

        assertThat(notice.text())
                .contains("Jobcenter Musterstadt", "Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a",
                        "Familienname", "Barrierefreiheitsbedarf", "Fallbegleitung", "§ 87 AufenthG")
                .containsPattern("Art\\. 9").doesNotContain("{", "}", "---");
    }

    @ParameterizedTest
    @CsvSource({"jobcenter,true", "jugendamt,true", "schule,false", "kita,false", "mbe,false"})
    @DisplayName("R20 public bodies tell that they may have to inform the immigration office; schools do not")
    void immigrationOfficeIsNamedForPublicBodies(String agencyType, boolean named) {
        assertThat(write(agencyType, "case-management", NoticeLanguage.DE, "phone").text()
                .contains("Ausländerbehörde zu unterrichten")).isEqualTo(named);
    }

    @Test
    @DisplayName("R6 the hash is the SHA-256 of the exact text")
    void hashIsThatOfTheText() throws GeneralSecurityException {
        Notice notice = write("jobcenter", "case-management", NoticeLanguage.DE, "phone");

        assertThat(notice.hash()).isEqualTo(HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(notice.text().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    @DisplayName("R7 any difference in purpose, recipient, attributes or duration is another notice")
    void differenceIsAnotherNotice() {
        AgencyView agency = agency("Jobcenter Musterstadt", "jobcenter");
        String hash = hash(agency, "case-management", 6, "phone");

        assertThat(hash(agency, "case-management", 6, "phone")).isEqualTo(hash);
        assertThat(hash(agency, "mentoring", 6, "phone")).isNotEqualTo(hash);
        assertThat(hash(agency, "case-management", 7, "phone")).isNotEqualTo(hash);
        assertThat(hash(agency, "case-management", 6, "phone", "email")).isNotEqualTo(hash);
        assertThat(hash(agency("Jobcenter Altstadt", "jobcenter"), "case-management", 6, "phone")).isNotEqualTo(hash);
        assertThat(hash(agency("Jobcenter Musterstadt", "sozialamt"), "case-management", 6, "phone"))
                .isNotEqualTo(hash);
    }

    /** As the catalogue has agencies of the type. */
    private AgencyView agency(String name, String agencyType) {
        AgencyType type = catalogue.agencyType(agencyType).orElseThrow();
        return new AgencyView("a", name, agencyType, type.sector(), type.defaultRegime(), type.defaultAuthority(),
                type.mayInformImmigrationOffice(), null);
    }

    private String hash(AgencyView agency, String purpose, int months, String... attributes) {
        return notices.write(new NoticeContent(agency, purpose, List.of(attributes), months), NoticeLanguage.DE).hash();
    }

    private Notice write(String agencyType, String purpose, NoticeLanguage language, String... attributes) {
        return notices.write(
                new NoticeContent(agency("Jobcenter Musterstadt", agencyType), purpose, List.of(attributes), 6),
                language);
    }
}
