package de.handschlag.registry.disclosure;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.ValueForm;
import de.handschlag.database.DatabaseException;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.CaseLinks;
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
 * <p>
 * Its time is that of the transaction, which is this statement alone: PostgreSQL sets the statement's time once more between
 * taking the snapshot (Bind) and running (Execute), so that what was enforced in between would seem to be ignored (G1).
 */
@ApplicationScoped
class SharingViewReader {

    private static final String READ = """
            SELECT asked.position, f.published_before, transaction_timestamp(), p.data_subject_id, p.consent_revision,
                   EXISTS (SELECT FROM unintelligible_key u WHERE u.data_subject_id = p.data_subject_id AND u.blocked),
                   g.consent_record_id, g.legal_basis, granted.attribute, v.sealed_value, v.source_agency_id, v.as_of,
                   k.master_key_id, k.sealed_key, p.disclosure_blocked, g.consent_revision, v.recorded_at, v.form,
                   entitlement.ended, coalesce(v.source_agency_id = ANY (g.released_sources), false),
                   -- R14: whether there is a block or not, so that a source that is not named says nothing about one. Of a type that
                   -- is not known nobody can say what its name tells. What is overridden where there is no block stays out of the
                   -- log, and so changes nothing.
                   NOT (cardinality(v.source_agency_types) > 0 AND v.source_agency_types <@ reading.nameable_types)
                        AND v.source_agency_id <> reading.agency_id
                        AND NOT (asked.overrides_block AND p.disclosure_blocked),
                   coalesce(v.restricted, false)
            FROM (SELECT set_config('handschlag.agency', ?, true) AS agency_id,
                  set_config('handschlag.norm_items', (?::text[])::text, true),
                  set_config('handschlag.open_types', (?::text[])::text, true), ?::text[] AS nameable_types,
                  set_config('handschlag.in_emergency', (?::boolean)::text, true)::boolean AS in_emergency) reading
            CROSS JOIN unnest(?::text[], ?::integer[], ?::text[], ?::text[], ?::boolean[])
                WITH ORDINALITY AS asked (case_reference, partition_if_unknown, purpose, attributes, overrides_block, position)
            -- Ended before this snapshot, by whichever replica: then no grant and no norm counts.
            CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM ended_entitlement e
                WHERE e.agency_id = reading.agency_id AND (e.purpose IS NULL OR e.purpose = asked.purpose)
                    AND e.restored_at IS NULL) AS ended) entitlement
            """
            + CaseLinks.PERSON_OF_THE_CASE + """

                    LEFT JOIN applied_partition f
                        ON f.kafka_partition = coalesce(p.kafka_partition, asked.partition_if_unknown)
                    %s
                    LEFT JOIN LATERAL unnest(g.attributes) AS granted (attribute)
                        ON granted.attribute = ANY (coalesce(string_to_array(asked.attributes, ','), g.attributes))
                    LEFT JOIN attribute_value v
                        ON v.data_subject_id = p.data_subject_id AND v.attribute = granted.attribute
                        -- R14: behind a block a value is as absent as one that nobody contributed.
                        AND NOT (p.disclosure_blocked AND NOT asked.overrides_block AND v.attribute = ANY (?::text[]))
                        -- Art. 18 GDPR: neither is there what the person contests and restricted, but in an emergency.
                        AND (NOT v.restricted OR reading.in_emergency)
                        AND %s
                    LEFT JOIN person_key k ON k.data_subject_id = v.data_subject_id
                    ORDER BY asked.position, granted.attribute, v.source_agency_id, g.consent_record_id""";

    /** What permits the read: grants in force … */
    private static final String BY_GRANTS = READ.formatted("""
            LEFT JOIN consent_grant g ON g.data_subject_id = p.data_subject_id AND g.agency_id = reading.agency_id
                AND g.purpose = asked.purpose
                AND g.in_force AND g.expires_at > transaction_timestamp() AND NOT entitlement.ended""",
            """
                    -- R9: what was contributed under secrecy, or nobody knows whether, is its source's alone, unless this grant releases it.
                    (v.source_agency_id = reading.agency_id OR v.source_agency_id = ANY (g.released_sources)
                            OR cardinality(v.source_agency_types) > 0 AND v.source_agency_types <@ ?::text[])""");

    /** … or a norm, for any person or for one. All else is the same, so that it holds for both. */
    private static final String BY_NORM = READ.formatted("""
            LEFT JOIN LATERAL (
                SELECT NULL::uuid AS consent_record_id, NULL::bigint AS consent_revision, norm.legal_basis,
                    norm.attributes, '{}'::text[] AS released_sources
                FROM (VALUES (?::text, ?::text[], ?::uuid, ?::text))
                    AS norm (legal_basis, attributes, only_person, agency_type)
                WHERE NOT entitlement.ended AND cardinality(norm.attributes) > 0 AND link.agency_type = norm.agency_type
                    AND p.data_subject_id = coalesce(norm.only_person, p.data_subject_id)
            ) g ON true""", """
            -- R22: only from the types of agency that the catalogue names, never from one that is not known.
            cardinality(v.source_agency_types) > 0 AND NOT EXISTS (
                    SELECT FROM unnest(v.source_agency_types) AS source (type)
                    WHERE v.attribute || '/' || source.type <> ALL (?::text[]))""");

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final Logger LOG = Logger.getLogger(SharingViewReader.class);

    private final AgroalDataSource dataSource;
    private final PartitionCount partitions;
    private final PersonKeys keys;
    private final Catalogue catalogue;
    private final Object[] hiddenByBlock;
    private final Object[] openTypes;
    private final Object[] nameableTypes;

    SharingViewReader(@DataSource("reader") AgroalDataSource dataSource, PartitionCount partitions, PersonKeys keys,
            Catalogue catalogue) {
        this.dataSource = dataSource;
        this.partitions = partitions;
        this.keys = keys;
        this.catalogue = catalogue;
        this.openTypes = catalogue.openTypes().stream().sorted().toArray();
        this.nameableTypes = catalogue.nameableTypes().stream().sorted().toArray();
        this.hiddenByBlock = catalogue.attributes().values().stream().filter(Attribute::hiddenByBlock)
                .map(Attribute::key).toArray();
    }

    /**
     * What the database said, as it is stored: values are still sealed.
     *
     * @param position of the case in the statement, from 1
     */
    private record Row(int position, @Nullable Instant publishedBefore, Instant readAt, @Nullable UUID dataSubjectId,
            long consentRevision, boolean blocked, @Nullable UUID grantId, @Nullable String legalBasis,
            @Nullable String attribute, byte @Nullable [] sealedValue, @Nullable String source,
            @Nullable LocalDate asOf, @Nullable String masterKeyId, byte @Nullable [] sealedKey,
            boolean disclosureBlocked, long grantRevision, @Nullable Instant recordedAt, @Nullable String form,
            boolean entitlementEnded, boolean released, boolean sourceBetraysPlace, boolean contested) {

        private static Row of(ResultSet row) throws SQLException {
            return new Row(row.getInt(1), instant(row, 2), row.getTimestamp(3).toInstant(),
                    row.getObject(4, UUID.class), row.getLong(5), row.getBoolean(6), row.getObject(7, UUID.class),
                    row.getString(8), row.getString(9), row.getBytes(10), row.getString(11),
                    row.getObject(12, LocalDate.class), row.getString(13), row.getBytes(14), row.getBoolean(15),
                    row.getLong(16), instant(row, 17), row.getString(18), row.getBoolean(19), row.getBoolean(20),
                    row.getBoolean(21), row.getBoolean(22));
        }

        private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
            Timestamp timestamp = row.getTimestamp(column);
            return timestamp == null ? null : timestamp.toInstant();
        }
    }

    /** What one request's part of a statement found. */
    static final class Found {

        private final List<String> caseReferences;
        private final int firstPosition;
        private final long sentNanos;
        private final List<Row> rows = new ArrayList<>();

        private Found(List<String> caseReferences, int firstPosition, long sentNanos) {
            this.caseReferences = caseReferences;
            this.firstPosition = firstPosition;
            this.sentNanos = sentNanos;
        }

        private boolean isOf(Row row) {
            return row.position() < firstPosition + caseReferences.size();
        }
    }

    /**
     * Reads in one statement and so in one snapshot, which is taken after this call.
     *
     * @param requests of one agency, all by its grants or a single one by a norm
     * @return what each request found, in their order
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if the database does not answer in time
     */
    List<Found> read(List<ViewRequest> requests) {
        try {
            return select(requests);
        } catch (SQLException | DatabaseException e) {
            LOG.errorf("the view cannot be read: %s", e.toString());
            throw ProblemType.UNAVAILABLE.retryAfter(1, "The registry's database does not answer in time.");
        }
    }

    private List<Found> select(List<ViewRequest> requests) throws SQLException {
        ViewRequest first = requests.getFirst();
        NormBasis norm = first.norm();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(norm == null ? BY_GRANTS : BY_NORM)) {
            int next = 1;
            statement.setString(next++, first.agencyId());
            statement.setArray(next++, textArray(connection, norm == null ? Stream.empty() : norm.items()));
            statement.setArray(next++, connection.createArrayOf("text", openTypes));
            statement.setArray(next++, connection.createArrayOf("text", nameableTypes));
            statement.setBoolean(next++, norm != null && norm.isOfEmergency());
            statement.setArray(next++,
                    textArray(connection, requests.stream().flatMap(request -> request.caseReferences().stream())));
            statement.setArray(next++, connection.createArrayOf("integer", partitionsIfUnknown(requests)));
            statement.setArray(next++, textArray(connection, ofEachCase(requests, ViewRequest::purpose)));
            // No key has a comma.
            statement.setArray(next++,
                    textArray(connection, SharingViewReader.<@Nullable String>ofEachCase(requests, this::readable)));
            statement.setArray(next++,
                    connection.createArrayOf("boolean", ofEachCase(requests, ViewRequest::overridesBlock).toArray()));
            if (norm != null) {
                statement.setString(next++, norm.legalBasis());
                statement.setArray(next++, textArray(connection, norm.attributes()));
                statement.setObject(next++, norm.onlyPerson());
                statement.setString(next++, norm.agencyType());
            }
            statement.setArray(next++, connection.createArrayOf("text", hiddenByBlock));
            statement.setArray(next,
                    norm == null ? connection.createArrayOf("text", openTypes) : textArray(connection, norm.items()));
            // Before it is sent: whatever the database takes from here on makes the view older (G2).
            long sentNanos = System.nanoTime();
            try (ResultSet row = statement.executeQuery()) {
                return found(requests, row, sentNanos);
            }
        }
    }

    /**
     * The attributes that are asked for, as far as a consent can be about them (R36): what an older grant covers beyond the
     * catalogue's list is not read any more. Under a norm its own list says which.
     */
    private @Nullable String readable(ViewRequest request) {
        List<String> asked = request.attributes();
        if (request.norm() != null) {
            return asked == null ? null : String.join(",", asked);
        }
        Set<String> listed = catalogue.consentAttributes(request.purpose());
        return String.join(",", asked == null ? listed : asked.stream().filter(listed::contains).toList());
    }

    private static <T extends @Nullable Object> Stream<T> ofEachCase(List<ViewRequest> requests,
            Function<ViewRequest, T> what) {
        return requests.stream().flatMap(request -> {
            T of = what.apply(request);
            return request.caseReferences().stream().map(_ -> of);
        });
    }

    /**
     * A case that nobody knows must look like one that somebody knows, also while a part of the partitions is stale (R10):
     * its reference stands for some partition, always the same.
     */
    private Integer[] partitionsIfUnknown(List<ViewRequest> requests) {
        int count = partitions.get();
        return requests.stream()
                .flatMap(request -> request.caseReferences().stream()
                        .map(reference -> PersonPartitioner.partitionFor(request.agencyId() + "/" + reference, count)))
                .toArray(Integer[]::new);
    }

    private static Array textArray(Connection connection, Stream<?> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** Rows come in the order of the requests' cases, at least one for each. */
    private static List<Found> found(List<ViewRequest> requests, ResultSet rows, long sentNanos) throws SQLException {
        List<Found> found = new ArrayList<>(requests.size());
        int position = 1;
        for (ViewRequest request : requests) {
            found.add(new Found(request.caseReferences(), position, sentNanos));
            position += request.caseReferences().size();
        }
        int of = 0;
        while (rows.next()) {
            Row row = Row.of(rows);
            while (!found.get(of).isOf(row)) {
                of++;
            }
            found.get(of).rows.add(row);
        }
        return found;
    }

    /**
     * One view per case reference, in the order of the request.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if a value does not open
     */
    List<SharingView> open(Found found) {
        List<SharingView> views = new ArrayList<>(found.caseReferences.size());
        SharingView view = null;
        PersonKey key = null;
        for (Row row : found.rows) {
            int index = row.position() - found.firstPosition;
            if (view == null || views.size() <= index) {
                view = viewOf(found.caseReferences.get(index), row, found.sentNanos);
                views.add(view);
                key = null;
            }
            String value = null;
            if (row.sealedValue() != null) {
                key = key == null ? keyOf(row) : key;
                value = valueOf(key, row);
            }
            addGrant(view, row, value != null);
            if (value != null) {
                addValue(view, row, value);
            }
        }
        // In no order of sources that are not named.
        views.forEach(each -> each.values().values().forEach(values -> values.sort(SourcedValue.AS_SHOWN)));
        return views;
    }

    private static SharingView viewOf(String caseReference, Row row, long sentNanos) {
        return new SharingView(caseReference,
                row.dataSubjectId() == null
                        ? null
                        : new Person(row.dataSubjectId(), row.consentRevision(), row.disclosureBlocked()),
                row.blocked(), row.publishedBefore(), row.readAt(), sentNanos, row.entitlementEnded(),
                row.legalBasis() != null, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(),
                new ArrayList<>());
    }

    private static void addGrant(SharingView view, Row row, boolean hasValue) {
        if (row.attribute() == null) {
            return;
        }
        view.legalBases().add(requireNonNull(row.legalBasis()));
        view.granted().add(row.attribute());
        if (row.grantId() != null) { // A norm is no grant.
            view.grantIds().add(row.grantId());
            view.covered()
                    .add(new Covered(row.grantId(), row.grantRevision(), row.attribute(),
                            hasValue ? row.source() : null, hasValue ? row.recordedAt() : null,
                            hasValue && row.released(), hasValue && !row.sourceBetraysPlace()));
        }
    }

    private PersonKey keyOf(Row row) {
        if (row.dataSubjectId() == null || row.masterKeyId() == null || row.sealedKey() == null) {
            throw new IllegalStateException("a value belongs to a person and is sealed with the person's key");
        }
        return keys.open(row.dataSubjectId(), new SealedKey(row.masterKeyId(), row.sealedKey()));
    }

    /** Null if it is of an earlier catalogue and nothing says what it means in this one: it is as absent as none. */
    private @Nullable String valueOf(PersonKey key, Row row) {
        Attribute attribute = catalogue.attributes().get(row.attribute());
        String form = row.form();
        return attribute == null || form == null
                ? null
                : catalogue.readable(attribute,
                        key.open(attribute.key(), requireNonNull(row.source()), requireNonNull(row.sealedValue())),
                        ValueForm.valueOf(form), LocalDate.ofInstant(row.readAt(), GERMANY)).orElse(null);
    }

    private static void addValue(SharingView view, Row row, String value) {
        SourcedValue sourced = new SourcedValue(value, requireNonNull(row.source()), !row.sourceBetraysPlace(),
                requireNonNull(row.asOf()), row.contested());
        List<SourcedValue> values = view.values().computeIfAbsent(requireNonNull(row.attribute()),
                _ -> new ArrayList<>(1));
        if (!values.contains(sourced)) {
            values.add(sourced); // Two grants may cover the same attribute.
        }
    }
}
