package de.handschlag.consent.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Basis;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.notice.NoticeWordings.Words;

/** Notices as they read now, and those that were kept because a decision rests on them. */
@ApplicationScoped
public class NoticeService {

    /**
     * A notice names the day on which the consent ends, counted from the day on which it is read. Who reads it before midnight can
     * decide after it; the consent ends as they read.
     */
    private static final Duration READ_BEFORE = Duration.ofDays(1);

    private final CatalogueService catalogue;
    private final NoticeWordings wordings;
    private final NoticeWriter writer;
    private final NoticeSettings settings;
    private final EntityManager entityManager;

    NoticeService(CatalogueService catalogue, NoticeWordings wordings, NoticeSettings settings,
            EntityManager entityManager) {
        this.catalogue = catalogue;
        this.wordings = wordings;
        this.writer = new NoticeWriter(catalogue, settings);
        this.settings = settings;
        this.entityManager = entityManager;
    }

    /**
     * A notice that somebody read.
     *
     * @param countedFrom the moment from which it counted the months of the consent
     */
    public record Read(Notice notice, Instant countedFrom) {}

    /** Which language a reader sees who wants some; the others have no notice for the purpose, or none that may be shown (R32). */
    @Transactional
    public WantedLanguages.Shown shown(WantedLanguages wanted, String purpose) {
        List<NoticeLanguage> languages = wordings.languages(purpose, settings.draftsAllowed());
        return wanted.shown(languages::contains);
    }

    /**
     * The notice as it reads now.
     *
     * @param language one that {@link #shown} chose
     * @param fallback whether another language was wanted, which the notice says (R31)
     */
    @Transactional
    public Notice write(NoticeContent content, NoticeLanguage language, boolean fallback, Instant now) {
        return find(content, language, fallback, now)
                .orElseThrow(() -> new IllegalArgumentException("no notice is shown in " + language.tag()));
    }

    private Optional<Notice> find(NoticeContent content, NoticeLanguage language, boolean fallback, Instant now) {
        Optional<Words> words = wordings.words(content.purpose(), language, settings.draftsAllowed());
        return words.map(found -> Notice.of(writer.write(content, language, found, fallback, now)));
    }

    /**
     * The notice that has this hash, as it reads now or could be read until now.
     *
     * @return empty if it reads otherwise by now, or the language has none
     */
    @Transactional
    public Optional<Read> findRead(NoticeContent content, NoticeLanguage language, String hash, Instant now) {
        for (Instant countedFrom : List.of(now, now.minus(READ_BEFORE))) {
            for (boolean fallback : new boolean[]{false, true}) {
                Optional<Notice> notice = find(content, language, fallback, countedFrom)
                        .filter(one -> one.hash().equals(hash));
                if (notice.isPresent()) {
                    return Optional.of(new Read(notice.get(), countedFrom));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The notice about a release from secrecy (R9), as it reads now.
     *
     * @param language one that {@link #shown} chose
     */
    @Transactional
    public Notice writeRelease(ReleaseContent content, NoticeLanguage language) {
        return findRelease(content, language)
                .orElseThrow(() -> new IllegalArgumentException("no notice is shown in " + language.tag()));
    }

    private Optional<Notice> findRelease(ReleaseContent content, NoticeLanguage language) {
        return wordings.words(content.purpose(), language, settings.draftsAllowed())
                .map(words -> Notice.of(writer.writeRelease(content, language, words)));
    }

    /** As {@link #writeRelease}; empty if it has another hash by now, or the language has none. */
    @Transactional
    public Optional<Notice> findReadRelease(ReleaseContent content, NoticeLanguage language, String hash) {
        return findRelease(content, language).filter(notice -> notice.hash().equals(hash));
    }

    /** As {@link #findReadRelease}; empty also if the catalogue has no more what the notice is about. */
    @Transactional
    public Optional<Notice> rewriteRelease(ReleaseContent content, NoticeLanguage language, String hash) {
        return isKnown(content.recipient(), content.purpose(), content.attributes())
                ? findReadRelease(content, language, hash)
                : Optional.empty();
    }

    /** Whether a notice for the purpose can be read in the language. */
    @Transactional
    public boolean isShownIn(NoticeLanguage language, String purpose) {
        return wordings.languages(purpose, settings.draftsAllowed()).contains(language);
    }

    /** As {@link #findRead}; empty also if the catalogue has no more what the notice is about. */
    @Transactional
    public Optional<Notice> rewrite(NoticeContent content, NoticeLanguage language, String hash,
            @Nullable Instant decidedAt) {
        return decidedAt != null && isKnown(content.agency(), content.purpose(), content.attributes())
                ? findRead(content, language, hash, decidedAt).map(Read::notice)
                : Optional.empty();
    }

    private boolean isKnown(AgencyView recipient, String purpose, List<String> attributes) {
        return catalogue.use(purpose, recipient.agencyType(), Basis.CONSENT).isPresent()
                && catalogue.consentAttributes(purpose, recipient.agencyType()).containsAll(attributes)
                && catalogue.regimes().contains(recipient.dataProtectionRegime());
    }

    /** Keeps a notice on which a decision rests. */
    @Transactional(TxType.MANDATORY)
    public void keep(Notice notice) {
        entityManager.createNativeQuery("""
                INSERT INTO notice (hash, version, language, text, document)
                VALUES (:hash, :version, :language, :text, :document)
                ON CONFLICT (hash) DO NOTHING""").setParameter("hash", notice.hash())
                .setParameter("version", notice.version()).setParameter("language", notice.language().tag())
                .setParameter("text", notice.text()).setParameter("document", notice.document()).executeUpdate();
    }

    /** Whether the notice with this hash was kept. */
    @Transactional(TxType.MANDATORY)
    public boolean has(String hash) {
        return (boolean) entityManager.createNativeQuery("SELECT EXISTS (SELECT FROM notice WHERE hash = :hash)")
                .setParameter("hash", hash).getSingleResult();
    }

    /** A notice that was kept; the database holds one for every decision that names its hash. */
    @Transactional(TxType.MANDATORY)
    public Notice kept(String hash) {
        Object[] row = (Object[]) entityManager
                .createNativeQuery("SELECT version, language, text, document FROM notice WHERE hash = :hash")
                .setParameter("hash", hash).getSingleResult();
        return row[3] instanceof String document
                ? Notice.of(NoticeDocument.read(document))
                : Notice.ofText((String) row[0], hash, NoticeLanguage.ofTag((String) row[1]), (String) row[2]);
    }
}
