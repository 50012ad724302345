package de.handschlag.consent.confidential;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.agroal.api.AgroalDataSource;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.database.Sql;
import de.handschlag.edge.InvalidRequest;

/** The marks of each person. Only a login of the person's own sets them, and no guardian is told that there are any. */
@ApplicationScoped
public class ConfidentialMarks {

    private final Sql sql;
    private final DataSubjectService dataSubjects;
    private final CatalogueService catalogue;
    private final AgencyService agencies;

    ConfidentialMarks(AgroalDataSource dataSource, DataSubjectService dataSubjects, CatalogueService catalogue,
            AgencyService agencies) {
        this.sql = new Sql(dataSource);
        this.dataSubjects = dataSubjects;
        this.catalogue = catalogue;
        this.agencies = agencies;
    }

    /**
     * What is kept from guardians.
     *
     * @param attributes keys of the catalogue
     * @param agencies   ids of offices
     */
    public record Marks(SortedSet<String> attributes, SortedSet<String> agencies) {

        /** Whether what an agency asked for these attributes does not exist for a guardian. */
        public boolean hide(String agencyId, Collection<String> wanted) {
            return agencies.contains(agencyId) || !Collections.disjoint(attributes, wanted);
        }
    }

    /** Those of the login's person. */
    @Transactional
    Marks of(Login login) {
        return of(dataSubjects.require(login));
    }

    /** Those of a person. */
    @Transactional(TxType.MANDATORY)
    public Marks of(UUID dataSubjectId) {
        SortedSet<String> attributes = new TreeSet<>();
        SortedSet<String> offices = new TreeSet<>();
        sql.list("SELECT attribute, agency_id FROM confidential_mark WHERE data_subject_id = ?", row -> {
            String attribute = row.getString(1);
            return attribute == null ? offices.add(row.getString(2)) : attributes.add(attribute);
        }, dataSubjectId);
        return new Marks(attributes, offices);
    }

    /** Ids of the person's consent records that do not exist for a guardian. */
    @Transactional(TxType.MANDATORY)
    public List<UUID> hiddenRecords(UUID dataSubjectId) {
        return sql.list("""
                SELECT id FROM consent_record r WHERE data_subject_id = ? AND EXISTS (SELECT FROM confidential_mark m
                    WHERE m.data_subject_id = r.data_subject_id
                        AND (m.agency_id = r.agency_id OR m.attribute = ANY (r.requested_attributes)))""",
                row -> row.getObject(1, UUID.class), dataSubjectId);
    }

    /**
     * From now on these are kept from guardians, and nothing else.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if one may not be, or is not known
     */
    @Transactional
    Marks mark(Login login, Collection<String> attributes, Collection<String> offices) {
        if (!attributes.stream().allMatch(this::mayBeKept)) {
            throw InvalidRequest.body("attributes",
                    "only what the catalogue says can be kept from guardians is expected");
        }
        if (!offices.stream().allMatch(id -> agencies.find(id).isPresent())) {
            throw InvalidRequest.body("agencies", "ids of registered offices are expected");
        }
        UUID person = dataSubjects.lock(login).dataSubjectId();
        sql.update("DELETE FROM confidential_mark WHERE data_subject_id = ?", person);
        sql.batch("INSERT INTO confidential_mark (data_subject_id, attribute) VALUES (?, ?)", new TreeSet<>(attributes),
                key -> new Object[]{person, key});
        sql.batch("INSERT INTO confidential_mark (data_subject_id, agency_id) VALUES (?, ?)", new TreeSet<>(offices),
                id -> new Object[]{person, id});
        return of(person);
    }

    /** Whether the catalogue lets a young person keep it from guardians. */
    boolean mayBeKept(String attribute) {
        return catalogue.attribute(attribute).filter(known -> known.confidentialFromGuardianPossible()).isPresent();
    }

    void forget(@Observes PersonErasure erasure) {
        sql.update("DELETE FROM confidential_mark WHERE data_subject_id = ?", erasure.dataSubjectId());
    }
}
