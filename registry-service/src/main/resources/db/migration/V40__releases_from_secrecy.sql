-- The sources that the person released from secrecy for this grant (R9, ADR 67): their values are read under it, others that
-- were contributed under secrecy are not. Empty again once the grant is not in force.
ALTER TABLE consent_grant ADD COLUMN released_sources text[] NOT NULL DEFAULT '{}';

-- What was received because of a release, as attribute/source: who has to answer when the release ends, and for what (R23).
ALTER TABLE grant_disclosure ADD COLUMN released_items text[] NOT NULL DEFAULT '{}';

-- The source whose release ended; null where something else opened the obligation. Such an answer is about the values of this
-- source, and what else was received under the grant is still corrected and erased (R24).
ALTER TABLE obligation ADD COLUMN released_source text;

-- The source by whose release there is more to be read; the entry is told while that release goes on. Null where the entry tells
-- of the grant itself, and of all else.
ALTER TABLE change_entry ADD COLUMN released_source text;

-- One event may end the releases of several sources, and open another one: one obligation for each source, and beside them the
-- change that no obligation belongs to.
DROP INDEX obligation_by_event;
CREATE UNIQUE INDEX obligation_by_event ON obligation (consent_record_id, consent_revision, coalesce(released_source, ''))
    WHERE consent_revision IS NOT NULL;
DROP INDEX change_entry_by_event;
CREATE UNIQUE INDEX change_entry_by_event ON change_entry (consent_record_id, consent_revision)
    WHERE consent_revision IS NOT NULL AND obligation_id IS NULL;

-- The types of the former value's source: of a source under secrecy a correction is told to those only to whom it is released.
ALTER TABLE value_correction ADD COLUMN source_agency_types text[] NOT NULL DEFAULT '{}';
UPDATE value_correction c SET source_agency_types = (
    SELECT coalesce(array_agg(DISTINCT l.agency_type) FILTER (WHERE l.agency_type IS NOT NULL), '{}') FROM case_link l
    WHERE l.data_subject_id = c.data_subject_id AND l.agency_id = c.source_agency_id);

-- Row-level security (ADR 11) holds the same as the statement of a read, but for the purpose, of which it knows nothing: the
-- grant that covers the attribute opens what its reader contributed itself, what is of open types only, and what it releases.
-- A type that the reader's catalogue does not have is not open. Nothing is released for a transaction that reads by a norm.
-- Replicas of the version before this one go on while it is installed; they name the types that are secret.
DROP POLICY granted_to_the_reading_agency ON attribute_value;
CREATE POLICY granted_to_the_reading_agency ON attribute_value FOR SELECT TO registry_reader
    USING (EXISTS (SELECT FROM consent_grant g
            WHERE g.data_subject_id = attribute_value.data_subject_id
                AND g.agency_id = current_setting('handschlag.agency', true)
                AND g.in_force AND g.expires_at > statement_timestamp()
                AND attribute_value.attribute = ANY (g.attributes)
                AND (attribute_value.source_agency_id = current_setting('handschlag.agency', true)
                    OR attribute_value.source_agency_id = ANY (g.released_sources)
                        AND cardinality(nullif(current_setting('handschlag.norm_items', true), '')::text[]) = 0
                    OR cardinality(attribute_value.source_agency_types) > 0 AND coalesce(
                        attribute_value.source_agency_types
                            <@ nullif(current_setting('handschlag.open_types', true), '')::text[],
                        NOT attribute_value.source_agency_types
                            && nullif(current_setting('handschlag.secret_types', true), '')::text[])))
        OR (cardinality(attribute_value.source_agency_types) > 0
            AND NOT EXISTS (SELECT FROM unnest(attribute_value.source_agency_types) AS source (type)
                WHERE (attribute_value.attribute || '/' || source.type = ANY (
                    nullif(current_setting('handschlag.norm_items', true), '')::text[])) IS NOT TRUE)
            AND EXISTS (SELECT FROM case_link l
                WHERE l.data_subject_id = attribute_value.data_subject_id
                    AND l.agency_id = current_setting('handschlag.agency', true) AND l.in_force)));
