package de.handschlag.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeValuesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 8, 19);
    private static final Catalogue CATALOGUE = Catalogue.read(Path.of("../../deploy/catalogue"), TODAY);

    private static ValueCheck check(String attribute, String value) {
        return CATALOGUE.check(CATALOGUE.attributes().get(attribute), value, TODAY);
    }

    @ParameterizedTest
    @CsvSource({"gender,x", "german_level,A0", "marital_status,VH", "nationalities,SYR", "nationalities,'SYR, DEU'",
            "nationalities,XXA", "nationalities,XXB", "birth_country,UKR", "birth_country,XXK", "birth_country,SUN",
            "birth_country,CSK", "birth_date,1990", "birth_date,1990-05", "birth_date,1990-05-17",
            "birth_date,1990-XX-XX", "birth_date,XXXX-02-29", "birth_date,1990-XX-31", "birth_date,1990-00-00",
            "birth_date,1900-01-01", "birth_date,2026", "birth_date,2026-08", "birth_date,2026-08-19",
            "entry_date,2026-08-19", "title_valid_until,2028-02-29", "title_valid_until,2076-08-19",
            "title_valid_until,unlimited", "title_valid_until,until-decision", "preferred_language,ckb",
            "preferred_language,zh-Hant-TW", "mother_tongues,'kmr, ar'", "interpreter_need,ti",
            "bank_account,DE89370400440532013000", "income,0.00", "income,1234.50", "phone,anything",
            "disclosure_block,bmg-51-1", "benefit_type,'sgb2, kindergeld'", "household_size,8+",
            "residence_title,ae-25-2", "school_attainment,0"})
    void valuesOfTheRightFormAreAccepted(String attribute, String value) {
        assertThat(check(attribute, value)).isEqualTo(new ValueCheck.Accepted(value));
    }

    @ParameterizedTest
    @CsvSource({"gender,f", "gender,M", "german_level,B3", "marital_status,verheiratet", "nationalities,QQQ",
            "nationalities,SY", "nationalities,syr", "nationalities,'SYR,'", "nationalities,'SYR;DEU'",
            "nationalities,'SYR, SYR'", "nationalities,'XK, XXK'", "nationalities,CS", "birth_country,CS",
            "birth_country,XXA", "birth_country,'SYR, DEU'", "birth_date,17.05.1990", "birth_date,1990-13",
            "birth_date,1991-02-29", "birth_date,1990-5", "birth_date,199X", "birth_date,XXXX-04-31",
            "birth_date,0000-05-17", "birth_date,0020-05-15", "birth_date,0000", "birth_date,0001-01-01",
            "birth_date,1899-12-31", "birth_date,1899", "birth_date,2026-08-20", "birth_date,2026-09",
            "birth_date,2027", "birth_date,2990-01-01", "birth_date,9999-12-31", "birth_date,１９９０-05-17",
            "birth_date,1990-05-17T00:00:00Z", "entry_date,2999-01-01", "entry_date,2026-08-20",
            "entry_date,0015-01-01", "title_valid_until,2028", "title_valid_until,2028-00-00",
            "title_valid_until,2027-02-29", "title_valid_until,0000-01-01", "title_valid_until,2999-01-01",
            "title_valid_until,2076-08-20", "title_valid_until,1949-12-31", "title_valid_until,Unlimited",
            "preferred_language,qq", "preferred_language,qaa", "preferred_language,Kurdish", "mother_tongues,'ar,'",
            "bank_account,DE89370400440532013001", "bank_account,DE89 3704 0044 0532 0130 00",
            "bank_account,DE8937040044053201300", "income,1200", "income,1200.5", "income,'1.200,50'", "income,-1.00",
            "income,01.00", "income,1e3", "income,1200.500", "disclosure_block,0", "benefit_type,SGB II",
            "benefit_type,'sgb2,sgb2'", "household_size,9", "residence_title,Duldungen"})
    void valuesOfAnotherFormAreRefusedWithoutRepeatingThem(String attribute, String value) {
        assertThat(check(attribute, value)).isInstanceOfSatisfying(ValueCheck.Refused.class,
                refused -> assertThat(refused.expectation()).doesNotContain(value + " ", value + ",")
                        .isNotEqualTo(value));
    }

    @ParameterizedTest
    @CsvSource({"birth_country,RKS,XXK", "birth_country,XK,XXK", "birth_country,SU,SUN", "nationalities,XKX,XXK",
            "nationalities,'DEU,YU','DEU, YUG'"})
    void anAliasIsStoredAsItsCode(String attribute, String value, String stored) {
        assertThat(check(attribute, value)).isEqualTo(new ValueCheck.Accepted(stored));
    }

    @Test
    void whatIsAllowedIsSaid() {
        assertThat(check("gender", "f"))
                .isEqualTo(new ValueCheck.Refused("m (männlich), w (weiblich), d (divers), x (ohne Angabe)"));
        assertThat(check("birth_country", "Syrien")).isInstanceOfSatisfying(ValueCheck.Refused.class,
                refused -> assertThat(refused.expectation())
                        .startsWith("an ISO 3166-1 code of three letters, or XXK (Kosovo), SUN"));
        assertThat(check("entry_date", "morgen")).isInstanceOfSatisfying(ValueCheck.Refused.class,
                refused -> assertThat(refused.expectation()).endsWith("from 1900-01-01 to today"));
        assertThat(check("nationalities", "CS")).isInstanceOfSatisfying(ValueCheck.Refused.class,
                refused -> assertThat(refused.expectation()).contains("ask the person again"));
    }

    @ParameterizedTest
    @CsvSource({"nationalities,COUNTRIES,SY,SYR", "nationalities,COUNTRIES,'SY, DE','SYR, DEU'",
            "birth_country,COUNTRY,XK,XXK", "benefit_type,TEXT,AsylbLG,asylblg",
            "housing_type,TEXT,Gemeinschaftsunterkunft,shared", "gender,CODE,w,w", "phone,TEXT,0151 1,0151 1",
            "interpreter_need,LANGUAGES,ja,ja"})
    void anOldValueIsReadAsTheWrittenTableSays(String attribute, ValueForm form, String stored, String value) {
        assertThat(CATALOGUE.readable(CATALOGUE.attributes().get(attribute), stored, form, TODAY)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"residence_title,TEXT,§ 25 Abs. 2 AufenthG", "housing_type,TEXT,Wohnung", "income,TEXT,1200",
            "income,TEXT,1200.00", "birth_date,PARTIAL_DATE,0020-05-15", "interpreter_need,TEXT,ja",
            "nationalities,COUNTRIES,CS", "marital_status,CODE,verheiratet", "literacy,TEXT,none"})
    void anOldValueThatNoTableNamesIsNotGuessedAt(String attribute, ValueForm form, String stored) {
        assertThat(CATALOGUE.readable(CATALOGUE.attributes().get(attribute), stored, form, TODAY)).isEmpty();
    }
}
