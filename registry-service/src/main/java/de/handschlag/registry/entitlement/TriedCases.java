package de.handschlag.registry.entitlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import de.handschlag.registry.caselink.CaseLinks;
import de.handschlag.registry.freshness.Freshness;

/**
 * Whom cases stand for that were tried without a right, so that the persons see it. Nothing else is read. It sees the cases of the
 * trying agency only (ADR 11), and does not demand that its view is fresh: nothing is disclosed, and a refusal is not to depend on
 * the corridor.
 */
@ApplicationScoped
class TriedCases {

    private static final String SELECT = """
            SELECT asked.case_reference, p.data_subject_id, p.consent_revision, transaction_timestamp(),
                coalesce(f.published_before, (SELECT min(published_before) FROM applied_partition))
            FROM (SELECT set_config('handschlag.agency', ?, true) AS agency_id) reading
            CROSS JOIN unnest(?::text[]) WITH ORDINALITY AS asked (case_reference, position)
            """ + CaseLinks.PERSON_OF_THE_CASE + """

            LEFT JOIN applied_partition f ON f.kafka_partition = p.kafka_partition
            ORDER BY asked.position""";

    /** No agency's id. */
    private static final String NO_AGENCY = "";

    private final AgroalDataSource dataSource;
    private final Freshness freshness;

    TriedCases(@DataSource("reader") AgroalDataSource dataSource, Freshness freshness) {
        this.dataSource = dataSource;
        this.freshness = freshness;
    }

    /**
     * A case that was tried.
     *
     * @param dataSubjectId   null if the agency has no such case
     * @param consentRevision null together with the person
     * @param readAt          the database's clock
     * @param sentNanos       {@link System#nanoTime()} before the statement was sent
     * @param publishedBefore everything committed before this time had been applied
     */
    record TriedCase(String caseReference, @Nullable UUID dataSubjectId, @Nullable Long consentRevision, Instant readAt,
            long sentNanos, Instant publishedBefore) {}

    /**
     * One for each reference, in their order.
     *
     * @param agencyId null if the token names none; then there is no case
     * @throws IllegalStateException if the database does not answer
     */
    List<TriedCase> of(@Nullable String agencyId, List<String> caseReferences) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setString(1, agencyId == null ? NO_AGENCY : agencyId);
            statement.setArray(2, connection.createArrayOf("text", caseReferences.toArray()));
            long sentNanos = System.nanoTime();
            List<TriedCase> cases = new ArrayList<>(caseReferences.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    cases.add(triedCase(row, sentNanos));
                }
            }
            return cases;
        } catch (SQLException e) {
            throw new IllegalStateException("whom a refused try was about cannot be read", e);
        }
    }

    private TriedCase triedCase(ResultSet row, long sentNanos) throws SQLException {
        UUID person = row.getObject(2, UUID.class);
        Timestamp publishedBefore = row.getTimestamp(5);
        if (publishedBefore == null) {
            throw freshness.staleness("The registry has not yet read any decision.");
        }
        return new TriedCase(row.getString(1), person, person == null ? null : row.getLong(3),
                row.getTimestamp(4).toInstant(), sentNanos, publishedBefore.toInstant());
    }
}
