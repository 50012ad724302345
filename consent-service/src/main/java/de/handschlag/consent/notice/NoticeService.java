package de.handschlag.consent.notice;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.runtime.Startup;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Purpose;
import de.handschlag.consent.catalogue.CatalogueService;

@ApplicationScoped
@Startup
public class NoticeService {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

    private final CatalogueService catalogue;
    private final EntityManager entityManager;
    private final Map<NoticeLanguage, NoticeWording> wordings = new EnumMap<>(NoticeLanguage.class);

    NoticeService(CatalogueService catalogue, EntityManager entityManager) {
        this.catalogue = catalogue;
        this.entityManager = entityManager;
        Arrays.stream(NoticeLanguage.values()).forEach(language -> wordings.put(language, NoticeWording.of(language)));
    }

    /** The notice as it reads now. */
    public Notice write(NoticeContent content, NoticeLanguage language) {
        NoticeWording wording = requireNonNull(wordings.get(language));
        List<Attribute> attributes = content.attributes().stream().flatMap(key -> catalogue.attribute(key).stream())
                .toList();
        List<Attribute> special = attributes.stream()
                .filter(attribute -> attribute.sensitivity() == Sensitivity.SPECIAL).toList();
        Purpose purpose = catalogue.purpose(content.purpose()).orElseThrow();
        AgencyType type = catalogue.agencyType(content.agency().agencyType()).orElseThrow();
        String text = fill(wording.body(), Map.of("agency", content.agency().name(), "agencyType", language.label(type),
                "purpose", language.label(purpose), "legalBasis",
                catalogue.legalBasisOfConsent(content.agency().dataProtectionRegime(), content.attributes()),
                "attributes", bullets(attributes, language), "specialCategory",
                special.isEmpty()
                        ? ""
                        : fill(wording.section("special-category"), Map.of("attributes", bullets(special, language))),
                "months", String.valueOf(content.months()), "immigrationOffice",
                content.agency().mayInformImmigrationOffice() ? wording.section("immigration-office") : ""))
                .replaceAll("\n{3,}", "\n\n").strip();
        return new Notice(NoticeWording.VERSION, sha256(text), language, text);
    }

    /** As {@link #write}; empty if the catalogue has no more what the notice is about. */
    public Optional<Notice> rewrite(NoticeContent content, NoticeLanguage language) {
        boolean known = catalogue.purpose(content.purpose()).isPresent()
                && catalogue.agencyType(content.agency().agencyType()).isPresent()
                && catalogue.regimes().contains(content.agency().dataProtectionRegime());
        return known ? Optional.of(write(content, language)) : Optional.empty();
    }

    /** Keeps a text on which a decision rests. */
    @Transactional(TxType.MANDATORY)
    public void keep(Notice notice) {
        entityManager.createNativeQuery("""
                INSERT INTO notice (hash, version, language, text) VALUES (:hash, :version, :language, :text)
                ON CONFLICT (hash) DO NOTHING""").setParameter("hash", notice.hash())
                .setParameter("version", notice.version()).setParameter("language", notice.language().tag())
                .setParameter("text", notice.text()).executeUpdate();
    }

    /** Whether the text with this hash was kept. */
    @Transactional(TxType.MANDATORY)
    public boolean has(String hash) {
        return (boolean) entityManager.createNativeQuery("SELECT EXISTS (SELECT FROM notice WHERE hash = :hash)")
                .setParameter("hash", hash).getSingleResult();
    }

    /** A text that was kept; the database holds one for every decision that names its hash. */
    @Transactional(TxType.MANDATORY)
    public Notice kept(String hash) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT version, language, text FROM notice WHERE hash = :hash")
                .setParameter("hash", hash).getSingleResult();
        return new Notice((String) row[0], hash, NoticeLanguage.ofTag((String) row[1]), (String) row[2]);
    }

    private static String bullets(List<Attribute> attributes, NoticeLanguage language) {
        return attributes.stream().map(attribute -> "- " + language.label(attribute)).collect(Collectors.joining("\n"));
    }

    private static String fill(String wording, Map<String, String> values) {
        return PLACEHOLDER.matcher(wording).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
