package de.handschlag.consent.notice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.runtime.StartupEvent;

import de.handschlag.catalogue.Labels;
import de.handschlag.catalogue.NoticeElement;
import de.handschlag.catalogue.Purpose;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.notice.NoticeWording.State;
import de.handschlag.consent.notice.NoticeWordingRepository.Standing;
import de.handschlag.problem.ProblemType;

/**
 * The wordings of notices as a record of who proposed, approved and published them. The catalogue proposes at each start what it says
 * otherwise than before. German is the source, and English was written with it: both are published at once. All else is a draft until a
 * named person has approved it, and so again when the German text changes.
 */
@ApplicationScoped
public class NoticeWordings {

    static final String CATALOGUE = "catalogue";
    static final String PURPOSE = "purpose";
    static final String PURPOSE_PLAINLY = "purpose-plain";

    private static final Logger LOG = Logger.getLogger(NoticeWordings.class);

    private final NoticeWordingRepository wordings;
    private final CatalogueService catalogue;
    private final InstantSource clock;

    NoticeWordings(NoticeWordingRepository wordings, CatalogueService catalogue, InstantSource clock) {
        this.wordings = wordings;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** How far a language is for a purpose. */
    public enum Completion {
        MISSING,
        DRAFT,
        APPROVED,
        PUBLISHED
    }

    /**
     * What persons can read before they are asked for a purpose.
     *
     * @param state how far the less advanced of the common and the purpose's own words is
     */
    public record Completeness(String purpose, NoticeLanguage language, Completion state) {}

    /**
     * The words of a notice.
     *
     * @param draft whether nobody approved some of them
     */
    record Words(String version, boolean draft, WordingContent common, WordingContent ofPurpose,
            WordingContent germanCommon, WordingContent germanOfPurpose) {}

    /** After the catalogue's own import. */
    void proposeAtStart(@Observes @Priority(2) StartupEvent start) {
        int proposed = propose();
        if (proposed > 0) {
            LOG.infof("Notices: %d wordings are new", proposed);
        }
    }

    /** Takes down what the catalogue says otherwise than before; returns how many wordings that is. */
    int propose() {
        // Written out before the transaction: on a busy machine it takes longer than one may idle.
        Map<WordingKey, String> said = new HashMap<>();
        languages().forEach(language -> contents(language)
                .forEach((scope, content) -> said.put(new WordingKey(scope, language), content.json())));
        return propose(said);
    }

    /** @param said content of each wording as canonical JSON */
    @Transactional
    // Hundreds of wordings at the first start: a busy machine takes longer than a request may.
    @TransactionConfiguration(timeout = 300)
    int propose(Map<WordingKey, String> said) {
        wordings.lock();
        Map<WordingKey, List<Standing>> standing = new HashMap<>();
        wordings.standing().forEach(one -> standing.merge(one.key(), List.of(one),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
        Map<WordingKey, Integer> versions = wordings.versions();
        int proposed = 0;
        for (Map.Entry<WordingKey, String> one : said.entrySet()) {
            String german = requireNonNull(said.get(new WordingKey(one.getKey().scope(), NoticeLanguage.DE)));
            if (propose(one.getKey(), versions.getOrDefault(one.getKey(), 0) + 1, one.getValue(),
                    CanonicalJson.sha256(german), standing.getOrDefault(one.getKey(), List.of()))) {
                proposed++;
            }
        }
        return proposed;
    }

    private boolean propose(WordingKey key, int version, String content, String germanHash, List<Standing> standing) {
        String hash = CanonicalJson.sha256(content);
        if (standing.stream().anyMatch(one -> one.contentHash().equals(hash) && one.sourceHash().equals(germanHash))) {
            return false;
        }
        Instant now = clock.instant();
        NoticeWording wording = NoticeWording.draft(key, version, content, germanHash, CATALOGUE, now);
        standing.stream().filter(one -> one.state() == State.DRAFT)
                .forEach(one -> wordings.findById(one.id()).yieldToLater());
        if (key.language() == NoticeLanguage.DE || key.language() == NoticeLanguage.EN) {
            wording.approve(CATALOGUE, null, now);
            if (standing.stream().anyMatch(one -> one.state() == State.PUBLISHED)) {
                publish(wording, now);
            } else {
                wording.publish(now);
            }
        }
        wordings.persist(wording);
        return true;
    }

    /** Languages in which the catalogue says all that a notice needs. */
    private List<NoticeLanguage> languages() {
        return Arrays.stream(NoticeLanguage.values())
                .filter(language -> catalogue.labels(language.tag()).language().equals(language.tag())
                        && !catalogue.noticeValues(language.tag()).isEmpty()
                        && elements().allMatch(element -> element.texts().containsKey(language.tag())))
                .toList();
    }

    private Stream<NoticeElement> elements() {
        return catalogue.noticeElements().stream().filter(element -> element.notice() == NoticeElement.Kind.CONSENT)
                .sorted(Comparator.comparingInt(NoticeElement::order));
    }

    private Map<String, WordingContent> contents(NoticeLanguage language) {
        Labels labels = catalogue.labels(language.tag());
        SortedMap<String, String> common = new TreeMap<>();
        catalogue.agencyTypes().forEach(type -> common.put(agencyType(type.key()), labels.of(type)));
        catalogue.attributes().stream().filter(attribute -> catalogue.canBeConsentedTo(attribute.key()))
                .forEach(attribute -> common.put(attribute(attribute.key()), labels.of(attribute)));
        Map<String, WordingContent> contents = new HashMap<>();
        contents.put(WordingKey.COMMON,
                new WordingContent(
                        elements().map(element -> new WordingContent.Element(element.element(), element.condition(),
                                requireNonNull(element.texts().get(language.tag())))).toList(),
                        common, new TreeMap<>(catalogue.noticeValues(language.tag()))));
        for (Purpose purpose : catalogue.askedFor()) {
            contents.put(purpose.key(),
                    new WordingContent(List.of(),
                            new TreeMap<>(
                                    Map.of(PURPOSE, labels.of(purpose), PURPOSE_PLAINLY, labels.plainly(purpose))),
                            new TreeMap<>()));
        }
        return contents;
    }

    static String attribute(String key) {
        return "attribute " + key;
    }

    static String agencyType(String key) {
        return "agency-type " + key;
    }

    /** The languages in which a notice for the purpose can be shown. */
    List<NoticeLanguage> languages(String purpose, boolean draftsAllowed) {
        List<Standing> standing = wordings.standing(List.of(WordingKey.COMMON, purpose));
        return Arrays.stream(NoticeLanguage.values())
                .filter(language -> inForce(standing, WordingKey.COMMON, language, draftsAllowed).isPresent()
                        && inForce(standing, purpose, language, draftsAllowed).isPresent())
                .toList();
    }

    /** What a notice for the purpose is made of; empty if there is none in the language, or none that may be shown (R32). */
    Optional<Words> words(String purpose, NoticeLanguage language, boolean draftsAllowed) {
        List<Standing> standing = wordings.standing(List.of(WordingKey.COMMON, purpose));
        Optional<Standing> common = inForce(standing, WordingKey.COMMON, language, draftsAllowed);
        Optional<Standing> ofPurpose = inForce(standing, purpose, language, draftsAllowed);
        if (common.isEmpty() || ofPurpose.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Words(common.get().version() + "." + ofPurpose.get().version(),
                Stream.of(common.get(), ofPurpose.get()).anyMatch(one -> one.state() == State.DRAFT),
                wordings.content(common.get().id()), wordings.content(ofPurpose.get().id()),
                wordings.content(german(standing, WordingKey.COMMON).orElseThrow().id()),
                wordings.content(german(standing, purpose).orElseThrow().id())));
    }

    private static Optional<Standing> inForce(List<Standing> standing, String scope, NoticeLanguage language,
            boolean draftsAllowed) {
        List<Standing> current = current(standing, scope, language);
        Optional<Standing> published = current.stream().filter(one -> one.state() == State.PUBLISHED).findFirst();
        return published.isPresent() || !draftsAllowed ? published : newest(current);
    }

    /** Those that say what the German wording says now: of what it said before, no translation is in force. */
    private static List<Standing> current(List<Standing> standing, String scope, NoticeLanguage language) {
        WordingKey key = new WordingKey(scope, language);
        Optional<String> german = german(standing, scope).map(Standing::contentHash);
        return standing.stream().filter(one -> one.key().equals(key) && german.equals(Optional.of(one.sourceHash())))
                .toList();
    }

    private static Optional<Standing> german(List<Standing> standing, String scope) {
        WordingKey key = new WordingKey(scope, NoticeLanguage.DE);
        return standing.stream().filter(one -> one.key().equals(key) && one.state() == State.PUBLISHED).findFirst();
    }

    private static Optional<Standing> newest(List<Standing> standing) {
        return standing.stream().max(Comparator.comparingInt(Standing::version));
    }

    /** How far each language is for each purpose that somebody can be asked for. */
    @Transactional
    public List<Completeness> completeness() {
        List<Standing> standing = wordings.standing();
        return catalogue.askedFor().stream().flatMap(purpose -> Arrays.stream(NoticeLanguage.values()).map(language -> {
            Completion common = completion(standing, WordingKey.COMMON, language);
            Completion own = completion(standing, purpose.key(), language);
            return new Completeness(purpose.key(), language, common.compareTo(own) < 0 ? common : own);
        })).toList();
    }

    private static Completion completion(List<Standing> standing, String scope, NoticeLanguage language) {
        return current(standing, scope, language).stream().map(one -> Completion.valueOf(one.state().name()))
                .max(Comparator.naturalOrder()).orElse(Completion.MISSING);
    }

    /** All versions of the language, the first first. */
    @Transactional
    public List<WordingView> versions(NoticeLanguage language, @Nullable String scope) {
        Stream<String> scopes = scope == null
                ? Stream.concat(Stream.of(WordingKey.COMMON), catalogue.askedFor().stream().map(Purpose::key))
                : Stream.of(scope);
        return scopes.flatMap(one -> wordings.of(one, language).stream()).map(WordingView::of).toList();
    }

    /** One wording with its words beside the German ones. */
    @Transactional
    public WordingView show(UUID id) {
        NoticeWording wording = wordings.findByIdOptional(id).orElseThrow(NoticeWordings::notFound);
        return WordingView.of(wording, wording.content(), germanOf(wording).content());
    }

    private NoticeWording germanOf(NoticeWording wording) {
        return wordings.of(wording.key().scope(), NoticeLanguage.DE).stream()
                .filter(german -> german.contentHash().equals(wording.sourceHash())).findFirst().orElseThrow();
    }

    /**
     * Takes down that somebody has read a draft and vouches for it.
     *
     * @param name  who that is; not the proposer
     * @param login the administrator's who entered it
     */
    @Transactional
    public WordingView approve(UUID id, String name, String login) {
        NoticeWording wording = hold(id);
        wording.approve(name, login, clock.instant());
        return WordingView.of(wording);
    }

    /** From now on persons read an approved wording. */
    @Transactional
    public WordingView publish(UUID id) {
        NoticeWording wording = hold(id);
        publish(wording, clock.instant());
        return WordingView.of(wording);
    }

    private void publish(NoticeWording wording, Instant now) {
        wordings.of(wording.key().scope(), wording.key().language()).stream()
                .filter(one -> one.state() == State.PUBLISHED).forEach(NoticeWording::yieldToLater);
        // There is one text in force at any time, also within a transaction.
        wordings.flush();
        wording.publish(now);
    }

    private NoticeWording hold(UUID id) {
        NoticeWording wording = wordings.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(NoticeWordings::notFound);
        boolean current = german(wordings.standing(List.of(wording.key().scope())), wording.key().scope())
                .filter(german -> german.contentHash().equals(wording.sourceHash())).isPresent();
        if (!current) {
            throw NoticeProblems.OUTDATED.because("It says what the German wording said before.");
        }
        return wording;
    }

    private static HttpProblem notFound() {
        return ProblemType.NOT_FOUND.because("There is no wording with this id.");
    }
}
