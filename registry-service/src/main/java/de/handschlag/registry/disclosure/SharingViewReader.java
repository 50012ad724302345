package de.handschlag.registry.disclosure;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.disclosure.SharingView.Covered;
import de.handschlag.registry.disclosure.SharingView.Person;
import de.handschlag.registry.disclosure.SharingView.SourcedValue;
import de.handschlag.registry.personkey.PersonKey;
import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.registry.personkey.SealedKey;

/**
 * The read path's only statement. Case link, grants in force, values and the proof of freshness are read in one snapshot,
 * and what may not be seen never leaves the database (R16). Plain SQL: on two cores the ORM's way ended at half the rate.
 * It runs as a role that sees the rows of one agency only (ADR 11). The first thing that it does is to say of which: all
 * tables behind row-level security are joined laterally or from the left to that, so that they are looked at afterwards.
 * Were the order another one, no row would be seen at all.
 */
@ApplicationScoped
class SharingViewReader {

    private static final String READ = """
            SELECT asked.position, f.published_before, statement_timestamp(), p.data_subject_id, p.consent_revision,
                   EXISTS (SELECT FROM unintelligible_key u WHERE u.data_subject_id = p.data_subject_id AND u.blocked),
                   g.consent_record_id, g.legal_basis, granted.attribute, v.sealed_value, v.source_agency_id, v.as_of,
                   k.master_key_id, k.sealed_key, p.disclosure_blocked, g.consent_revision, v.recorded_at
            FROM (SELECT set_config('handschlag.agency', ?, true) AS agency_id,
                  set_config('handschlag.norm_attributes', (?::text[])::text, true)) reading
            CROSS JOIN unnest(?::text[], ?::integer[])
                WITH ORDINALITY AS asked (case_reference, partition_if_unknown, position)
            LEFT JOIN LATERAL (
                -- Two links in force for one reference (see the index): ambiguous, so there is no such case.
                SELECT (array_agg(l.data_subject_id))[1] AS data_subject_id
                FROM case_link l
                WHERE l.agency_id = reading.agency_id AND l.case_reference = asked.case_reference AND l.in_force
                HAVING count(*) = 1
            ) link ON true
            LEFT JOIN person p ON p.data_subject_id = link.data_subject_id AND p.erased_at IS NULL
            LEFT JOIN applied_partition f
                ON f.kafka_partition = coalesce(p.kafka_partition, asked.partition_if_unknown)
            %s
            LEFT JOIN LATERAL unnest(g.attributes) AS granted (attribute)
                ON granted.attribute = ANY (coalesce(?::text[], g.attributes))
            LEFT JOIN attribute_value v
                ON v.data_subject_id = p.data_subject_id AND v.attribute = granted.attribute
                -- R14: behind a block a value is as absent as one that nobody contributed.
                AND NOT (p.disclosure_blocked AND v.attribute = ANY (?::text[]))
            LEFT JOIN person_key k ON k.data_subject_id = v.data_subject_id
            ORDER BY asked.position, granted.attribute, v.source_agency_id, g.consent_record_id""";

    private static final Object[] NONE = {};
    /** What permits the read: grants in force … */
    private static final String BY_GRANTS = READ.formatted("""
            LEFT JOIN consent_grant g ON g.data_subject_id = p.data_subject_id AND g.agency_id = reading.agency_id
                AND g.purpose = ?
                AND g.in_force AND g.expires_at > statement_timestamp()""");

    /** … or a norm, for any person or for one. All else is the same, so that it holds for both. */
    private static final String BY_NORM = READ.formatted("""
            LEFT JOIN LATERAL (
                SELECT NULL::uuid AS consent_record_id, NULL::bigint AS consent_revision, norm.legal_basis,
                    norm.attributes
                FROM (VALUES (?::text, ?::text[], ?::uuid)) AS norm (legal_basis, attributes, only_person)
                WHERE cardinality(norm.attributes) > 0
                    AND p.data_subject_id = coalesce(norm.only_person, p.data_subject_id)
            ) g ON true""");

    private static final Logger LOG = Logger.getLogger(SharingViewReader.class);

    private final AgroalDataSource dataSource;
    private final PartitionCount partitions;
    private final PersonKeys keys;
    private final Object[] hiddenByBlock;

    SharingViewReader(@DataSource("reader") AgroalDataSource dataSource, PartitionCount partitions, PersonKeys keys,
            Catalogue catalogue) {
        this.dataSource = dataSource;
        this.partitions = partitions;
        this.keys = keys;
        this.hiddenByBlock = catalogue.attributes().values().stream().filter(Attribute::hiddenByBlock)
                .map(Attribute::key).toArray();
    }

    /**
     * One view per case reference, in the order of the request.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if the database does not answer in time
     */
    List<SharingView> read(ViewRequest request) {
        try {
            return select(request);
        } catch (SQLException e) {
            LOG.errorf("the view cannot be read: %s", e.toString());
            throw ProblemType.UNAVAILABLE.retryAfter(1, "The registry's database does not answer in time.");
        }
    }

    private List<SharingView> select(ViewRequest request) throws SQLException {
        NormBasis norm = request.norm();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(norm == null ? BY_GRANTS : BY_NORM)) {
            int next = 1;
            statement.setString(next++, request.agencyId());
            statement.setArray(next++,
                    textArray(connection, norm == null ? List.of() : List.copyOf(norm.attributes())));
            statement.setArray(next++, textArray(connection, request.caseReferences()));
            statement.setArray(next++, connection.createArrayOf("integer", partitionsIfUnknown(request)));
            if (norm == null) {
                statement.setString(next++, request.purpose());
            } else {
                statement.setString(next++, norm.legalBasis());
                statement.setArray(next++, textArray(connection, List.copyOf(norm.attributes())));
                statement.setObject(next++, norm.onlyPerson());
            }
            statement.setArray(next++,
                    request.attributes() == null ? null : textArray(connection, request.attributes()));
            statement.setArray(next, connection.createArrayOf("text", request.overridesBlock() ? NONE : hiddenByBlock));
            try (ResultSet row = statement.executeQuery()) {
                return views(request.caseReferences(), row);
            }
        }
    }

    /**
     * A case that nobody knows must look like one that somebody knows, also while a part of the partitions is stale (R10):
     * its reference stands for some partition, always the same.
     */
    private Integer[] partitionsIfUnknown(ViewRequest request) throws SQLException {
        int count = partitions.get();
        return request.caseReferences().stream()
                .map(reference -> PersonPartitioner.partitionFor(request.agencyId() + "/" + reference, count))
                .toArray(Integer[]::new);
    }

    private static Array textArray(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private List<SharingView> views(List<String> caseReferences, ResultSet row) throws SQLException {
        List<SharingView> views = new ArrayList<>(caseReferences.size());
        SharingView view = null;
        PersonKey key = null;
        while (row.next()) {
            int position = row.getInt(1);
            if (view == null || views.size() < position) {
                view = viewOf(caseReferences.get(position - 1), row);
                views.add(view);
                key = null;
            }
            addGrant(view, row);
            byte[] sealedValue = row.getBytes(10);
            if (sealedValue != null) {
                key = key == null ? keyOf(view, row) : key;
                addValue(view, key, sealedValue, row);
            }
        }
        return views;
    }

    private static SharingView viewOf(String caseReference, ResultSet row) throws SQLException {
        UUID dataSubjectId = row.getObject(4, UUID.class);
        return new SharingView(caseReference,
                dataSubjectId == null ? null : new Person(dataSubjectId, row.getLong(5), row.getBoolean(15)),
                row.getBoolean(6), instant(row, 2), row.getTimestamp(3).toInstant(), row.getObject(8) != null,
                new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new ArrayList<>());
    }

    private static void addGrant(SharingView view, ResultSet row) throws SQLException {
        String attribute = row.getString(9);
        if (attribute == null) {
            return;
        }
        view.legalBases().add(row.getString(8));
        view.granted().add(attribute);
        UUID grantId = row.getObject(7, UUID.class);
        if (grantId != null) { // A norm is no grant.
            view.grantIds().add(grantId);
            view.covered().add(new Covered(grantId, row.getLong(16), attribute, row.getString(11), instant(row, 17)));
        }
    }

    private PersonKey keyOf(SharingView view, ResultSet row) throws SQLException {
        Person person = view.person();
        byte[] sealedKey = row.getBytes(14);
        if (person == null || sealedKey == null) {
            throw new IllegalStateException("a value belongs to a person and is sealed with the person's key");
        }
        return keys.open(person.dataSubjectId(), new SealedKey(row.getString(13), sealedKey));
    }

    private static void addValue(SharingView view, PersonKey key, byte[] sealedValue, ResultSet row)
            throws SQLException {
        String attribute = row.getString(9);
        String source = row.getString(11);
        SourcedValue sourced = new SourcedValue(key.open(attribute, source, sealedValue), source,
                row.getObject(12, LocalDate.class));
        List<SourcedValue> values = view.values().computeIfAbsent(attribute, _ -> new ArrayList<>(1));
        if (!values.contains(sourced)) {
            values.add(sourced); // Two grants may cover the same attribute.
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
