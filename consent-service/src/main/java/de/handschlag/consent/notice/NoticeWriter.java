package de.handschlag.consent.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Authority;
import de.handschlag.catalogue.LegalBasis;
import de.handschlag.catalogue.NoticeElement;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.notice.NoticeWordings.Words;

/** Makes a notice of its words: chooses the parts that are true for the request and fills in what they name. */
final class NoticeWriter {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");
    /** A list begins on a line of its own, so that what stands around a name in a sentence falls away. */
    private static final Pattern LIST = Pattern.compile("\\s*\u2068?\\{attributes}\u2069?");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final String LEFT_TO_RIGHT = "\u2066";
    private static final String END = "\u2069";
    private static final String ONE_SPECIAL = "answer-special-yes";
    private static final String YES = "yes";
    private static final String NO = "no";

    private final CatalogueService catalogue;
    private final NoticeSettings settings;

    NoticeWriter(CatalogueService catalogue, NoticeSettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /**
     * @param fallback whether another language was wanted (R31)
     * @param now      from which the months of the consent are counted
     */
    NoticeDocument write(NoticeContent content, NoticeLanguage language, Words words, boolean fallback, Instant now) {
        Request request = new Request(content, catalogue);
        Wording wording = new Wording(language, words);
        Map<String, String> facts = facts(request, fallback);
        Map<String, String> values = values(request, wording, now);
        List<NoticePart> parts = new ArrayList<>();
        for (WordingContent.Element element : words.common().elements()) {
            if (!NoticeElement.holds(element.condition(), facts)) {
                continue;
            }
            if (element.element().equals(ONE_SPECIAL)) {
                // R5: each has its own yes.
                for (Attribute attribute : request.attributes(NoticeWriter::isSpecial)) {
                    values.put("specialAttribute", wording.label(attribute));
                    parts.add(new NoticePart(element.element(), attribute.key(), fill(element.text(), values)));
                }
            } else {
                parts.add(new NoticePart(element.element(), null, fill(element.text(), values)));
            }
        }
        return new NoticeDocument(language.tag(), words.version(), content.purpose(), content.agency().agencyId(), null,
                words.draft() ? true : null, List.copyOf(parts));
    }

    /** What a person reads before they release a source from secrecy: only what the catalogue says of releases. */
    NoticeDocument writeRelease(ReleaseContent content, NoticeLanguage language, Words words) {
        Wording wording = new Wording(language, words);
        Map<String, String> values = Map.of("secrecySources", content.source().name(), "agency",
                content.recipient().name(), "purpose", wording.ownLabel(NoticeWordings.PURPOSE), "secrecyAttributes",
                wording.sentence(
                        content.attributes().stream().flatMap(key -> catalogue.attribute(key).stream()).toList()));
        List<NoticePart> parts = words.common().elements().stream()
                .filter(element -> NoticeElement.isOfRelease(element.condition()))
                .map(element -> new NoticePart(element.element(), null, fill(element.text(), values))).toList();
        return new NoticeDocument(language.tag(), words.version(), content.purpose(), content.recipient().agencyId(),
                content.source().agencyId(), words.draft() ? true : null, parts);
    }

    /**
     * What is true for the request. What the platform cannot do yet is not true for any: guardians (R11), decisions on paper or by word
     * (R8), joint controllers. A release from secrecy is a declaration of its own, with a notice of its own (R9).
     */
    private Map<String, String> facts(Request request, boolean fallback) {
        AgencyView agency = request.content.agency();
        Map<String, String> facts = new HashMap<>();
        facts.put("joint", NO);
        facts.put("operator",
                settings.operatorName().isPresent()
                        ? settings.operatorRole().map(NoticeSettings.OperatorRole::fact).orElse("")
                        : "");
        facts.put("required", yesIf(!request.attributes(request::isRequired).isEmpty()));
        facts.put("special", yesIf(request.isSpecial()));
        facts.put("others", yesIf(!request.attributes(Attribute::othersData).isEmpty()));
        facts.put("sourceShown", YES);
        facts.put("release", NO);
        facts.put("regime", agency.dataProtectionRegime());
        facts.put("recipientKind", request.type.recipientKind());
        facts.put("purpose", request.content.purpose());
        // R20
        facts.put("mayInform", yesIf(agency.mayInformImmigrationOffice()));
        facts.put("reportDuty", request.type.reportDuty());
        facts.put("authorityKind", request.authorityKind().name().toLowerCase(Locale.ROOT));
        facts.put("automated", NO);
        facts.put("thirdCountry", NO);
        facts.put("person", "adult");
        facts.put("assisted", NO);
        facts.put("interpreted", NO);
        facts.put("channel", "electronic");
        facts.put("fallback", yesIf(fallback));
        facts.put("changed", NO);
        return facts;
    }

    private static String yesIf(boolean condition) {
        return condition ? YES : NO;
    }

    private static boolean isSpecial(Attribute attribute) {
        return attribute.sensitivity() == Sensitivity.SPECIAL;
    }

    private Map<String, String> values(Request request, Wording wording, Instant now) {
        AgencyView agency = request.content.agency();
        Instant end = now.atOffset(ZoneOffset.UTC).plusMonths(request.content.months()).toInstant();
        LocalDate lastDay = LocalDate.ofInstant(end, GERMANY);
        Integer retention = agency.retentionMonths();
        Map<String, String> values = new HashMap<>();
        values.put("agency", agency.name());
        values.put("agencyType", wording.label(NoticeWordings.agencyType(request.type.key())));
        values.put("controllerContact", wording.orAskTheOffice(agency.contact()));
        settings.operatorName().ifPresent(name -> values.put("operator", name));
        values.put("purpose", wording.ownLabel(NoticeWordings.PURPOSE));
        values.put("plainPurpose", wording.words.ofPurpose().label(NoticeWordings.PURPOSE_PLAINLY));
        values.put("attributes", request.attributes(_ -> true).stream()
                .map(attribute -> "\n- " + wording.label(attribute)).collect(Collectors.joining()));
        values.put("requiredAttributes", wording.sentence(request.attributes(request::isRequired)));
        values.put("specialAttributes", wording.sentence(request.attributes(NoticeWriter::isSpecial)));
        values.put("specialBasis", wording.citation(request.basis(true)));
        values.put("otherPersonsAttributes", wording.sentence(request.attributes(Attribute::othersData)));
        values.put("sources", wording.value("sources-in-overview"));
        values.put("legalBasis", wording.citation(request.basis(request.isSpecial())));
        values.put("months", String.valueOf(request.content.months()));
        values.put("expiryDate", DATE.format(lastDay));
        values.put("withdrawalWays", wording.value("withdrawal-ways"));
        values.put("answerHours", String.valueOf(settings.answerHours()));
        values.put("retention",
                retention == null
                        ? wording.orAskTheOffice(null)
                        : fill(wording.value("months-after-end"), Map.of("months", retention.toString())));
        values.put("evidenceRetention", DATE.format(lastDay.plusMonths(settings.evidenceMonths())));
        values.put("dpoContact", wording.orAskTheOffice(agency.dataProtectionOfficer()));
        Authority authority = request.authority();
        values.put("authority", wording.orAskTheOffice(authority == null ? null : authority.name()));
        values.put("languageShown", wording.ownName());
        return values;
    }

    private static String fill(String text, Map<String, String> values) {
        String list = values.get("attributes");
        String withList = list == null ? text : LIST.matcher(text).replaceAll(Matcher.quoteReplacement(list));
        return PLACEHOLDER.matcher(withList).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing is known to stand for " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** What is asked for, by whom. */
    private static final class Request {

        private final NoticeContent content;
        private final CatalogueService catalogue;
        private final AgencyType type;
        private final List<Attribute> all;
        private final Set<String> required;

        Request(NoticeContent content, CatalogueService catalogue) {
            this.content = content;
            this.catalogue = catalogue;
            this.type = catalogue.agencyType(content.agency().agencyType()).orElseThrow();
            this.all = content.attributes().stream().flatMap(key -> catalogue.attribute(key).stream()).toList();
            this.required = catalogue.requiredForConsent(content.purpose());
        }

        List<Attribute> attributes(Predicate<Attribute> which) {
            return all.stream().filter(which).toList();
        }

        boolean isRequired(Attribute attribute) {
            return required.contains(attribute.key());
        }

        boolean isSpecial() {
            return all.stream().anyMatch(NoticeWriter::isSpecial);
        }

        LegalBasis basis(boolean special) {
            return catalogue.basisOfConsent(content.agency().dataProtectionRegime(), special);
        }

        /** Null if the catalogue has it no more. */
        @Nullable
        Authority authority() {
            return catalogue.authorities().get(content.agency().authority());
        }

        Authority.Kind authorityKind() {
            Authority authority = authority();
            return authority == null ? Authority.Kind.STATE : authority.kind();
        }
    }

    /** The words of one language as they stand in a sentence. */
    private record Wording(NoticeLanguage language, Words words) {

        String label(Attribute attribute) {
            return label(NoticeWordings.attribute(attribute.key()));
        }

        String label(String key) {
            return withGerman(words.common().label(key), words.germanCommon().label(key));
        }

        String ownLabel(String key) {
            return withGerman(words.ofPurpose().label(key), words.germanOfPurpose().label(key));
        }

        /** The German label beside the other one is what stands on the office's door. */
        private String withGerman(String label, String german) {
            if (language.isGerman()) {
                return label;
            }
            return label + " (" + (language.isRightToLeft() ? LEFT_TO_RIGHT + german + END : german) + ")";
        }

        String sentence(List<Attribute> attributes) {
            String comma = switch (language) {
                case AR, FA, CKB, PS -> "\u060c ";
                case TI -> "\u1363 ";
                default -> ", ";
            };
            return attributes.stream().map(this::label).collect(Collectors.joining(comma));
        }

        String citation(LegalBasis basis) {
            return language == NoticeLanguage.EN ? basis.citationEn() : basis.citationDe();
        }

        String value(String name) {
            return words.common().value(name);
        }

        String orAskTheOffice(@Nullable String told) {
            return told == null ? value("ask-the-office") : told;
        }

        String ownName() {
            Locale locale = Locale.forLanguageTag(language.tag());
            return locale.getDisplayLanguage(locale);
        }
    }
}
