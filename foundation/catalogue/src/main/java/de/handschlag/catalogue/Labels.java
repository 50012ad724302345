package de.handschlag.catalogue;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What the catalogue's entries are called in one language, see {@link Catalogue#labels}. It is German where there is no file of the
 * language that was asked for; {@link #language} says so, because a page has to mark up what is in another language (R31).
 */
public final class Labels {

    private final String language;
    private final Map<String, String> texts;

    private Labels(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = Map.copyOf(texts);
    }

    /** What has a label. */
    enum Kind {
        ATTRIBUTE,
        PURPOSE,
        /** The sentence that says what a purpose is. */
        PURPOSE_PLAIN,
        AGENCY_TYPE,
        CODE;

        String id(String key) {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + key;
        }
    }

    /** All labels by language: German and English of the main files, the others of a file of their own each. */
    static Map<String, Labels> of(CatalogueFiles files) {
        Map<String, Labels> labels = new HashMap<>();
        files.labels().forEach((language, texts) -> labels.put(language, new Labels(language, texts)));
        Map<String, String> german = german(files);
        labels.put(Catalogue.GERMAN, new Labels(Catalogue.GERMAN, german));
        labels.put(Catalogue.PLAIN_GERMAN, new Labels(Catalogue.PLAIN_GERMAN, german));
        labels.put(Catalogue.ENGLISH, new Labels(Catalogue.ENGLISH, all(files, Attribute::labelEn, Purpose::labelEn,
                Purpose::plainPurposeEn, AgencyType::labelEn, Code::labelEn)));
        return Collections.unmodifiableMap(labels);
    }

    /** The German labels by the ids that each language has to have, in the order of the files. */
    static Map<String, String> german(CatalogueFiles files) {
        return all(files, Attribute::labelDe, Purpose::labelDe, Purpose::plainPurposeDe, AgencyType::labelDe,
                Code::labelDe);
    }

    private static Map<String, String> all(CatalogueFiles files, Function<Attribute, String> ofAttribute,
            Function<Purpose, String> ofPurpose, Function<Purpose, String> plainly,
            Function<AgencyType, String> ofAgencyType, Function<Code, String> ofCode) {
        Map<String, String> all = new LinkedHashMap<>();
        files.attributes().values().forEach(one -> all.put(Kind.ATTRIBUTE.id(one.key()), ofAttribute.apply(one)));
        files.purposes().values().forEach(one -> all.put(Kind.PURPOSE.id(one.key()), ofPurpose.apply(one)));
        files.purposes().values().forEach(one -> all.put(Kind.PURPOSE_PLAIN.id(one.key()), plainly.apply(one)));
        files.agencyTypes().values().forEach(one -> all.put(Kind.AGENCY_TYPE.id(one.key()), ofAgencyType.apply(one)));
        files.codes().values().forEach(one -> all.put(Kind.CODE.id(key(one)), ofCode.apply(one)));
        return all;
    }

    private static String key(Code code) {
        return code.attribute() + "/" + code.code();
    }

    /** The BCP 47 tag of the language that these labels are in. */
    public String language() {
        return language;
    }

    public String of(Attribute attribute) {
        return text(Kind.ATTRIBUTE, attribute.key());
    }

    public String of(Purpose purpose) {
        return text(Kind.PURPOSE, purpose.key());
    }

    /** One sentence that says what is done with the data. */
    public String plainly(Purpose purpose) {
        return text(Kind.PURPOSE_PLAIN, purpose.key());
    }

    public String of(AgencyType type) {
        return text(Kind.AGENCY_TYPE, type.key());
    }

    public String of(Code code) {
        return text(Kind.CODE, key(code));
    }

    private String text(Kind kind, String key) {
        String text = texts.get(kind.id(key));
        if (text == null) {
            throw new IllegalArgumentException("another catalogue's " + kind.id(key));
        }
        return text;
    }
}
