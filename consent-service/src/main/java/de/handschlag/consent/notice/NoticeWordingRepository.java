package de.handschlag.consent.notice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

import de.handschlag.consent.notice.NoticeWording.State;
import de.handschlag.database.Sql;
import de.handschlag.database.TurnLock;

@ApplicationScoped
class NoticeWordingRepository implements PanacheRepositoryBase<NoticeWording, UUID> {

    private static final String STANDING = "SELECT w.id, w.scope, w.language, w.version, w.state, w.contentHash,"
            + " w.sourceHash FROM NoticeWording w WHERE w.state <> :replaced";

    /** What a wording says never changes, and each notice is made of two. */
    private final Map<UUID, WordingContent> contents = new ConcurrentHashMap<>();

    /** A wording that nothing has replaced, without its words. */
    record Standing(UUID id, WordingKey key, int version, State state, String contentHash, String sourceHash) {}

    List<Standing> standing() {
        return standing(getEntityManager().createQuery(STANDING, Tuple.class).setParameter("replaced", State.REPLACED)
                .getResultList());
    }

    List<Standing> standing(Collection<String> scopes) {
        return standing(getEntityManager().createQuery(STANDING + " AND w.scope IN :scopes", Tuple.class)
                .setParameter("replaced", State.REPLACED).setParameter("scopes", scopes).getResultList());
    }

    private static List<Standing> standing(List<Tuple> rows) {
        return rows.stream()
                .map(row -> new Standing(row.get(0, UUID.class),
                        new WordingKey(row.get(1, String.class), NoticeLanguage.ofTag(row.get(2, String.class))),
                        row.get(3, Integer.class), row.get(4, State.class), row.get(5, String.class),
                        row.get(6, String.class)))
                .toList();
    }

    WordingContent content(UUID id) {
        return contents.computeIfAbsent(id, unknown -> findById(unknown).content());
    }

    List<NoticeWording> of(String scope, NoticeLanguage language) {
        return list("scope = ?1 AND language = ?2", Sort.by("version"), scope, language.tag());
    }

    /** How often each key has had a wording; asked once, since a first start proposes some hundred of them. */
    Map<WordingKey, Integer> versions() {
        return getEntityManager()
                .createQuery(
                        "SELECT w.scope, w.language, max(w.version) FROM NoticeWording w GROUP BY w.scope, w.language",
                        Tuple.class)
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> new WordingKey(row.get(0, String.class), NoticeLanguage.ofTag(row.get(1, String.class))),
                        row -> row.get(2, Integer.class)));
    }

    /**
     * Two replicas that start together write one after the other. At the start Hibernate translates its first queries within the transaction,
     * which on a busy machine takes longer than one may idle elsewhere.
     */
    void lock() {
        getSession().doWork(connection -> {
            Sql transaction = new Sql(connection);
            transaction.one("SELECT set_config('idle_in_transaction_session_timeout', '60s', true)", row -> true);
            TurnLock.NOTICE_WORDINGS.take(transaction);
        });
    }
}
