package de.handschlag.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only people read in the project's catalogue: the reader does not need it, so that nothing else would notice. */
class CatalogueTextsTest {

    private static final Path DIRECTORY = Path.of("../../deploy/catalogue");
    private static final LocalDate TODAY = LocalDate.of(2026, 8, 19);
    private static final Catalogue CATALOGUE = Catalogue.read(DIRECTORY, TODAY);
    private static final int WORDS_B1 = 20;
    private static final int WORDS_PLAIN = 12;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern CONDITION = Pattern.compile("([A-Za-z]+)(?:=([^()|]+)| in \\(([^()]+)\\))");
    private static final Set<String> PLACEHOLDERS = Set.of("agency", "agencyType", "controllerContact",
            "jointControllers", "jointArrangement", "operator", "purpose", "plainPurpose", "attributes",
            "requiredAttributes", "specialAttributes", "specialAttribute", "specialBasis", "otherPersonsAttributes",
            "sources", "secrecySources", "secrecyAttributes", "legalBasis", "months", "expiryDate", "withdrawalWays",
            "answerHours", "retention", "evidenceRetention", "dpoContact", "authority", "thirdCountryInfo",
            "ageOfDecision", "child", "assistant", "interpreter", "oralReason", "languageShown", "change", "norm",
            "choiceNorm", "dutyNorm", "dutyConsequence", "readDate", "deferralReason", "deferralEnded",
            "emergencyReason", "incapacityReason", "accessMinutes", "reviewDate", "withdrawnAt", "enforcedAt",
            "answerDue", "keptByNorm", "correctedAt", "recipientsInformed");
    private static final Map<String, Set<String>> CONDITIONS = Map.ofEntries(
            Map.entry("operator", Set.of("processor", "joint")),
            Map.entry("authorityKind", Set.of("state", "church", "court")),
            Map.entry("person", Set.of("adult", "young", "guardian")),
            Map.entry("channel", Set.of("written", "electronic", "oral")), Map.entry("basisLetter", Set.of("c", "e")),
            Map.entry("visibility", Set.of("at-once", "deferrable")),
            Map.entry("answer", Set.of("open", "deleted", "restricted", "kept", "overdue")),
            Map.entry("reason", Set.of("expired", "changed")), Map.entry("regime", CATALOGUE.regimes()),
            Map.entry("purpose", CATALOGUE.purposes().keySet()),
            Map.entry("recipientKind", kinds(AgencyType::recipientKind)),
            Map.entry("reportDuty", kinds(AgencyType::reportDuty)));
    private static final Set<String> YES_OR_NO = Set.of("joint", "required", "special", "others", "sourceShown",
            "release", "mayInform", "automated", "thirdCountry", "assisted", "interpreted", "fallback", "changed",
            "choice", "duty", "deferred");
    private static final Map<String, String> MUST_HAVE = Map.of("consent",
            "title controller joint-controllers platform purpose attributes choose required special-categories "
                    + "other-people sources secrecy-release secrecy-release-statement legal-basis social-data-form "
                    + "duration voluntary no-detriment without-consent withdrawal after-withdrawal recipients "
                    + "immigration-office-hint immigration-office-itself asylum-office-itself retention rights dpo "
                    + "complaint no-automated-decision third-country answer-yes answer-no answer-special-yes "
                    + "answer-release-yes",
            "information",
            "info-title info-controller info-joint-controllers info-platform info-purpose info-legal-basis "
                    + "info-no-question info-choice info-attributes info-special info-sources info-duty "
                    + "info-recipients info-retention info-objection info-rights info-access-overview "
                    + "info-deferral-possible info-deferred info-dpo info-complaint info-no-automated-decision "
                    + "info-third-country",
            "emergency",
            "emergency-title emergency-what emergency-attributes emergency-controller emergency-legal-basis "
                    + "emergency-review emergency-retention emergency-rights",
            "withdrawal", "withdrawn withdrawn-answer", "ended", "expired invalidated", "corrected", "corrected");
    /** Tokens of a citation of German law. */
    private static final Pattern CITATION = Pattern.compile(
            "(?<detail>(?:Abs\\.|Satz|Nr\\.|Buchst\\.) ?[0-9]*[a-z]*\\b(?:(?:, | und | bis )(?:[0-9]+[a-z]?|[a-z])\\b)*)"
                    + "|(?<para>§§?)|(?<art>Art\\.)"
                    + "|(?<law>SGB [IVX]+|DSG-EKD|[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*[GVBO](?: BW)?(?![A-Za-z]))"
                    + "|(?<to>bis)|(?<num>[0-9]+[a-z]*)");

    private static Set<String> kinds(java.util.function.Function<AgencyType, String> of) {
        return CATALOGUE.agencyTypes().values().stream().map(of).collect(Collectors.toSet());
    }

    private static List<Map<String, String>> rows(String file) {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(DIRECTORY.resolve(file), StandardCharsets.UTF_8, format)) {
            return parser.getRecords().stream().map(CSVRecord::toMap).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Map<String, String>> notices() {
        return rows("notice-elements.csv");
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            return files.filter(Files::isRegularFile).map(file -> DIRECTORY.relativize(file).toString()).sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileIsCleanTextAndOfThisMachineSaysNothing(String file) throws IOException {
        String text = Files.readString(DIRECTORY.resolve(file));

        assertThat(text).doesNotContain("\uFEFF", "\t", "\r")
                .doesNotContainPattern("(?<![\\w.:/])/(?:work|tmp|home|root|Users|mnt|opt|srv|var)/|[A-Z]:\\\\\\\\");
        if (file.endsWith(".csv")) {
            assertThat(rows(file)).flatExtracting(Map::values)
                    .allSatisfy(value -> assertThat(value).isEqualTo(value.strip()).doesNotContain("  ", "\n"));
        }
    }

    @Test
    void germanAndEnglishAreCitedInTheirOwnWay() {
        Map<String, List<String>> german = Map.of("purposes.csv",
                List.of("label_de", "legal_basis_de", "norm", "plain_purpose_de", "retention_hint", "deferral_norm"),
                "purpose-agency-types.csv", List.of("norm"), "agency-types.csv", List.of("label_de", "secrecy"),
                "notice-elements.csv", List.of("text_de", "text_de_plain", "norm"), "norms.csv", List.of("norm"),
                "legal-bases.csv", List.of("citation_de"), "land-norms.csv", List.of("norm"), "attributes.csv",
                List.of("label_de"));
        Map<String, List<String>> english = Map.of("purposes.csv",
                List.of("label_en", "legal_basis_en", "plain_purpose_en", "retention_hint_en"), "agency-types.csv",
                List.of("label_en"), "notice-elements.csv", List.of("text_en"), "legal-bases.csv",
                List.of("citation_en"), "attributes.csv", List.of("label_en"));

        assertThat(columns(german)).allSatisfy(text -> assertThat(text)
                .doesNotContainPattern("Art\\. ?\\d+[a-z]?\\(|§ ?\\d+[a-z]?\\(|GDPR| lit\\. | ff?\\.(?=[ ,;)]|$)"));
        assertThat(columns(english))
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("Abs\\.|Buchst\\.|DSGVO|Satz \\d"));
    }

    private static List<String> columns(Map<String, List<String>> columnsByFile) {
        return columnsByFile.entrySet().stream()
                .flatMap(file -> rows(file.getKey()).stream().flatMap(row -> file.getValue().stream().map(row::get)))
                .toList();
    }

    @Test
    void everyCitedSectionHasItsRow() {
        Map<String, List<String>> citing = Map.of("purposes.csv", List.of("norm", "deferral_norm", "legal_basis_de"),
                "purpose-agency-types.csv", List.of("norm"), "notice-elements.csv", List.of("norm"));
        Set<String> known = rows("norms.csv").stream().flatMap(row -> sections(row.get("norm")).stream())
                .collect(Collectors.toSet());

        assertThat(columns(citing).stream().flatMap(text -> sections(text).stream()).collect(Collectors.toSet()))
                .isSubsetOf(known);
        Set<String> ids = rows("norms.csv").stream().map(row -> row.get("id")).collect(Collectors.toSet());
        assertThat(rows("purposes.csv").stream().flatMap(row -> Arrays.stream(row.get("norm_ids").split(" "))))
                .isSubsetOf(ids);
        assertThat(rows("norms.csv")).filteredOn(row -> row.get("verification").equals("checked"))
                .allSatisfy(row -> assertThat(row.get("source")).isNotEmpty());
    }

    /** The sections of German laws that a text cites, each {@code law section}; articles of EU law are left out. */
    private static Set<String> sections(String text) {
        Set<String> found = new HashSet<>();
        List<String> pending = new ArrayList<>();
        boolean counting = false;
        boolean upTo = false;
        for (MatchResult token : CITATION.matcher(text).results().toList()) {
            Map<String, Integer> groups = token.namedGroups();
            if (token.group(groups.get("para")) != null) {
                counting = true;
            } else if (token.group(groups.get("art")) != null) {
                counting = false;
                pending.clear();
            } else if (token.group(groups.get("to")) != null) {
                upTo = true;
            } else if (token.group(groups.get("num")) != null && counting) {
                String number = token.group();
                if (upTo && !pending.isEmpty() && (pending.getLast() + number).matches("\\d+")) {
                    IntStream.range(Integer.parseInt(pending.getLast()) + 1, Integer.parseInt(number))
                            .mapToObj(Integer::toString).forEach(pending::add);
                }
                pending.add(number);
                upTo = false;
            } else if (token.group(groups.get("law")) != null) {
                if (counting) {
                    pending.forEach(number -> found.add(token.group() + " " + number));
                }
                pending.clear();
                counting = false;
                upTo = false;
            }
        }
        return found;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notices")
    void noticeElementCanBeFilledAndRead(Map<String, String> row) {
        Set<String> german = placeholders(row.get("text_de"));

        assertThat(PLACEHOLDERS).containsAll(german);
        assertThat(placeholders(row.get("text_en"))).isEqualTo(german);
        Set<String> plain = new HashSet<>(placeholders(row.get("text_de_plain")));
        plain.add("agency");
        german = new HashSet<>(german);
        german.add("agency");
        assertThat(plain).isEqualTo(german);
        assertThat(row.get("order")).matches("\\d+");
        requireCondition(row.get("condition"));
        requireShortSentences(row.get("text_de"), WORDS_B1);
        requireShortSentences(row.get("text_de_plain"), WORDS_PLAIN);
        requireShortSentences(row.get("text_en"), WORDS_B1 + 4);
    }

    private static Set<String> placeholders(String text) {
        assertThat(PLACEHOLDER.matcher(text).replaceAll("")).doesNotContain("{", "}");
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static void requireCondition(String condition) {
        if (condition.equals("always")) {
            return;
        }
        Matcher parts = CONDITION.matcher(condition);
        assertThat(parts.matches()).as(condition).isTrue();
        String values = parts.group(2) == null ? parts.group(3) : parts.group(2);
        Set<String> allowed = YES_OR_NO.contains(parts.group(1))
                ? Set.of("yes", "no")
                : CONDITIONS.getOrDefault(parts.group(1), Set.of());
        assertThat(allowed).as(condition).contains(values.split("\\|"));
    }

    private static void requireShortSentences(String text, int most) {
        String whole = PLACEHOLDER.matcher(text).replaceAll("Wort").replaceAll("\\s*\\([^)]*\\)", "");
        for (String shortened : List.of("Abs.", "Art.", "Nr.", "Buchst.", "z. B.", "no.", "e.g.")) {
            whole = whole.replace(shortened, shortened.replace(".", ""));
        }
        assertThat(whole.split("(?<=[.?!:;])\\s+")).allSatisfy(
                sentence -> assertThat(Pattern.compile("[\\wÄÖÜäöüß§-]+").matcher(sentence).results().count())
                        .as(sentence).isLessThanOrEqualTo(most));
    }

    @Test
    @DisplayName("R20 each notice has all its elements, and a sentence for each kind of recipient and duty to report")
    void noticesAreComplete() {
        Map<String, Set<String>> elements = new HashMap<>();
        Map<String, Set<String>> conditions = new LinkedHashMap<>();
        for (Map<String, String> row : notices()) {
            elements.computeIfAbsent(row.get("notice"), _ -> new HashSet<>()).add(row.get("element"));
            if (row.get("notice").equals("consent")) {
                conditions.computeIfAbsent(row.get("element"), _ -> new LinkedHashSet<>()).add(row.get("condition"));
            }
        }

        MUST_HAVE.forEach((notice, needed) -> assertThat(elements.get(notice)).contains(needed.split(" ")));
        assertThat(covered(conditions.get("no-detriment").stream(), "recipientKind"))
                .containsAll(kinds(AgencyType::recipientKind));
        Set<String> duties = new TreeSet<>(kinds(AgencyType::reportDuty));
        duties.removeAll(Set.of("none", "aufenthg-87"));
        assertThat(covered(conditions.values().stream().flatMap(Set::stream), "reportDuty")).containsAll(duties);
    }

    private static Set<String> covered(Stream<String> conditions, String name) {
        return conditions.map(CONDITION::matcher).filter(Matcher::matches).filter(parts -> parts.group(1).equals(name))
                .map(parts -> parts.group(2) == null ? parts.group(3) : parts.group(2))
                .flatMap(values -> Arrays.stream(values.split("\\|"))).collect(Collectors.toSet());
    }

    @Test
    void plainPurposesAreShort() {
        assertThat(CATALOGUE.purposes().values())
                .allSatisfy(purpose -> requireShortSentences(purpose.plainPurposeDe(), WORDS_B1));
    }

    @Test
    void statesThatAreNoMoreAreKnown() {
        for (String code : List.of("SU", "SUN", "YU", "YUG", "CS", "SCG", "RKS", "XXK")) {
            assertThat(CATALOGUE.codesOf("nationalities")).extracting(Code::code).contains(code);
            assertThat(CATALOGUE.codesOf("birth_country")).extracting(Code::code).contains(code);
        }
    }
}
