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

import de.handschlag.event.PersonPartitioner;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.disclosure.SharingView.Covered;
import de.handschlag.registry.disclosure.SharingView.Person;
import de.handschlag.registry.disclosure.SharingView.SourcedValue;

/**
 * The read path's only statement. Case link, grants in force, values and the proof of freshness are read in one snapshot,
 * and what may not be seen never leaves the database (R16). Plain SQL: on two cores the ORM's way ended at half the rate.
 */
@ApplicationScoped
class SharingViewReader {

    private static final String READ = """
            SELECT asked.position, f.published_before, statement_timestamp(), p.data_subject_id, p.consent_revision,
                   EXISTS (SELECT FROM unintelligible_key u WHERE u.data_subject_id = p.data_subject_id),
                   g.consent_record_id, g.legal_basis, granted.attribute, v.value, v.source_agency_id, v.as_of,
                   g.consent_revision, v.recorded_at
            FROM unnest(?::text[], ?::integer[])
                WITH ORDINALITY AS asked (case_reference, partition_if_unknown, position)
            LEFT JOIN LATERAL (
                -- Two links in force for one reference (see the index): ambiguous, so there is no such case.
                SELECT (array_agg(l.data_subject_id))[1] AS data_subject_id
                FROM case_link l
                WHERE l.agency_id = ? AND l.case_reference = asked.case_reference AND l.in_force
                HAVING count(*) = 1
            ) link ON true
            LEFT JOIN person p ON p.data_subject_id = link.data_subject_id AND p.erased_at IS NULL
            LEFT JOIN applied_partition f
                ON f.kafka_partition = coalesce(p.kafka_partition, asked.partition_if_unknown)
            LEFT JOIN consent_grant g ON g.data_subject_id = p.data_subject_id AND g.agency_id = ? AND g.purpose = ?
                AND g.in_force AND g.expires_at > statement_timestamp()
            LEFT JOIN LATERAL unnest(g.attributes) AS granted (attribute)
                ON granted.attribute = ANY (coalesce(?::text[], g.attributes))
            LEFT JOIN attribute_value v
                ON v.data_subject_id = p.data_subject_id AND v.attribute = granted.attribute
            ORDER BY asked.position, granted.attribute, v.source_agency_id, g.consent_record_id""";

    private static final Logger LOG = Logger.getLogger(SharingViewReader.class);

    private final AgroalDataSource dataSource;
    private final PartitionCount partitions;

    SharingViewReader(AgroalDataSource dataSource, PartitionCount partitions) {
        this.dataSource = dataSource;
        this.partitions = partitions;
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            Array asked = textArray(connection, request.caseReferences());
            statement.setArray(1, asked);
            statement.setArray(2, connection.createArrayOf("integer", partitionsIfUnknown(request)));
            statement.setString(3, request.agencyId());
            statement.setString(4, request.agencyId());
            statement.setString(5, request.purpose());
            statement.setArray(6, request.attributes() == null ? null : textArray(connection, request.attributes()));
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

    private static List<SharingView> views(List<String> caseReferences, ResultSet row) throws SQLException {
        List<SharingView> views = new ArrayList<>(caseReferences.size());
        SharingView view = null;
        while (row.next()) {
            int position = row.getInt(1);
            if (view == null || views.size() < position) {
                view = viewOf(caseReferences.get(position - 1), row);
                views.add(view);
            }
            addGrant(view, row);
        }
        return views;
    }

    private static SharingView viewOf(String caseReference, ResultSet row) throws SQLException {
        UUID dataSubjectId = row.getObject(4, UUID.class);
        return new SharingView(caseReference,
                dataSubjectId == null ? null : new Person(dataSubjectId, row.getLong(5)), row.getBoolean(6),
                instant(row, 2), row.getTimestamp(3).toInstant(), row.getObject(7) != null, new TreeSet<>(),
                new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new ArrayList<>());
    }

    private static void addGrant(SharingView view, ResultSet row) throws SQLException {
        String attribute = row.getString(9);
        if (attribute == null) {
            return;
        }
        view.grantIds().add(row.getObject(7, UUID.class));
        view.legalBases().add(row.getString(8));
        view.granted().add(attribute);
        view.covered().add(new Covered(row.getObject(7, UUID.class), row.getLong(13), attribute, row.getString(11),
                instant(row, 14)));
        String value = row.getString(10);
        if (value != null) {
            SourcedValue sourced = new SourcedValue(value, row.getString(11), row.getObject(12, LocalDate.class));
            List<SourcedValue> values = view.values().computeIfAbsent(attribute, key -> new ArrayList<>(1));
            if (!values.contains(sourced)) {
                values.add(sourced); // Two grants may cover the same attribute.
            }
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
