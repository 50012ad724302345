package de.handschlag.registry.attributevalue;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.narayana.jta.QuarkusTransaction;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.NormScope;
import de.handschlag.corridor.AccessLog;
import de.handschlag.event.LogQueried;
import de.handschlag.event.Requester;
import de.handschlag.login.OwnPerson;
import de.handschlag.registry.attributevalue.OwnValue.OwnValues;
import de.handschlag.registry.attributevalue.OwnValue.Viewer;
import de.handschlag.registry.attributevalue.OwnValueRepository.GrantInForce;
import de.handschlag.registry.attributevalue.OwnValueRepository.KnownTo;
import de.handschlag.registry.attributevalue.OwnValueRepository.Stored;
import de.handschlag.registry.personkey.PersonKey;
import de.handschlag.registry.personkey.PersonKeys;

/** Shows a person what is stored about them and who may see it now (R40), once the log has that they look (G3). */
@ApplicationScoped
class OwnValueService {

    /** How the log says that a person looked at their own values rather than somebody at the log. */
    private static final Map<String, String> OWN_VALUES = Map.of("read", "own-attribute-values");
    /** Art. 15 GDPR, in the words of the log's queries. */
    private static final String PURPOSE = "data-subject-request";
    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

    private final OwnPerson ownPerson;
    private final OwnValueRepository repository;
    private final PersonKeys keys;
    private final Catalogue catalogue;
    private final AccessLog accessLog;
    private final InstantSource clock;

    OwnValueService(OwnPerson ownPerson, OwnValueRepository repository, PersonKeys keys, Catalogue catalogue,
            AccessLog accessLog, InstantSource clock) {
        this.ownPerson = ownPerson;
        this.repository = repository;
        this.keys = keys;
        this.catalogue = catalogue;
        this.accessLog = accessLog;
        this.clock = clock;
    }

    /**
     * A page of the values of the person who asks; empty if the registry has nothing, or no more.
     *
     * @param after  the cursor of the page before; null for the first one
     * @param client through which the person asks
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the login is nobody's, 503 if that cannot be told, a value does not
     *                                                     open, or the access cannot be recorded
     */
    OwnValues list(@Nullable String after, int limit, String client) {
        UUID person = ownPerson.current();
        OwnValues page = QuarkusTransaction.requiringNew().call(() -> read(person, after, limit));
        // The person asked, no office and no employee; recorded also when there is nothing, as nobody else's question is told apart.
        accessLog.append(List.of(new LogQueried(person, new Requester(null, client, null), PURPOSE,
                new TreeMap<>(OWN_VALUES), page.values().size(), accessLog.now())));
        return page;
    }

    private OwnValues read(UUID person, @Nullable String after, int limit) {
        Optional<Boolean> blocked = repository.lockPerson(person);
        Optional<PersonKey> key = blocked.isEmpty() ? Optional.empty() : keys.find(person);
        if (key.isEmpty()) {
            return new OwnValues(List.of(), null);
        }
        String[] last = after == null ? new String[]{"", ""} : after.split("/", 2);
        List<Stored> found = repository.values(person, last[0], last[1], limit + 1);
        List<Stored> page = found.subList(0, Math.min(limit, found.size()));
        List<GrantInForce> grants = repository.grants(person);
        List<KnownTo> knownTo = repository.knownTo(person);
        return new OwnValues(
                page.stream().map(stored -> ownValue(stored, key.get(), blocked.get(), grants, knownTo)).toList(),
                found.size() > limit ? page.getLast().attribute() + "/" + page.getLast().source() : null);
    }

    private OwnValue ownValue(Stored stored, PersonKey key, boolean blocked, List<GrantInForce> grants,
            List<KnownTo> knownTo) {
        String said = key.open(stored.attribute(), stored.source(), stored.sealedValue());
        Attribute attribute = catalogue.attributes().get(stored.attribute());
        // What the catalogue in force cannot read is read by nobody, and stored all the same: the person sees it as it was said.
        String value = attribute == null
                ? said
                : catalogue.readable(attribute, said, stored.form(), LocalDate.ofInstant(clock.instant(), GERMANY))
                        .orElse(said);
        List<Viewer> viewers = new ArrayList<>();
        if (!stored.restricted()) {
            grants.stream().filter(grant -> covers(grant, stored)).map(grant -> new Viewer(grant.agency(),
                    grant.purpose(), Basis.CONSENT, grant.consentRecordId(), grant.expiresAt(), null))
                    .forEach(viewers::add);
            knownTo.stream().filter(known -> !known.agency().equals(stored.source()))
                    .flatMap(known -> byStatute(known, stored)).forEach(viewers::add);
        }
        return new OwnValue(stored.attribute(), value, stored.source(), stored.sourceTypes(), stored.asOf(),
                stored.recordedAt(), blocked && attribute != null && attribute.hiddenByBlock(), stored.restricted(),
                viewers);
    }

    /**
     * As a read by grants decides it: of what the catalogue still lists (R36), and nothing that is not released and under secrecy, or of
     * which nobody knows that it is not (R9).
     */
    private boolean covers(GrantInForce grant, Stored stored) {
        return !grant.agency().equals(stored.source()) && grant.attributes().contains(stored.attribute())
                && catalogue.consentAttributes(grant.purpose()).contains(stored.attribute())
                && (grant.releasedSources().contains(stored.source())
                        || !stored.sourceTypes().isEmpty() && catalogue.openTypes().containsAll(stored.sourceTypes()));
    }

    /** As a read by a statute decides it (R22): an agency that has a case, of a type that the statute names, from its sources. */
    private Stream<Viewer> byStatute(KnownTo known, Stored stored) {
        String type = known.agencyType();
        return type == null || stored.sourceTypes().isEmpty()
                ? Stream.empty()
                : catalogue.purposes().keySet().stream().flatMap(purpose -> catalogue
                        .scope(purpose, type, Basis.STATUTE).filter(scope -> covers(scope, stored))
                        .map(scope -> new Viewer(known.agency(), purpose, Basis.STATUTE, null, null, scope.norm()))
                        .stream());
    }

    private static boolean covers(NormScope scope, Stored stored) {
        Set<String> sources = scope.sources().get(stored.attribute());
        return sources != null && sources.containsAll(stored.sourceTypes());
    }
}
