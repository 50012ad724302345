-- What may be read depends on which type of agency reads and which type contributed (ADR 45). The type comes with the events of
-- a case link; null: no event has told it yet, and then nothing can be read that depends on it.
ALTER TABLE case_link ADD COLUMN agency_type text;

-- The types that the source had when it contributed the value and has been told to have since. All of them count: a value that
-- was once contributed under professional secrecy stays so. Empty: not known, and nobody else reads the value.
ALTER TABLE attribute_value ADD COLUMN source_agency_types text[] NOT NULL DEFAULT '{}';

-- The form that the attribute had in the catalogue when the value was taken. A free text is never read as a code that it happens
-- to be: of what the former catalogue took as text, only what old-values.csv names can be read where codes are wanted now.
ALTER TABLE attribute_value ADD COLUMN form text;
UPDATE attribute_value SET form = CASE
    WHEN attribute IN ('gender', 'marital_status', 'german_level', 'disclosure_block') THEN 'CODE'
    WHEN attribute = 'birth_country' THEN 'COUNTRY'
    WHEN attribute = 'nationalities' THEN 'COUNTRIES'
    WHEN attribute = 'preferred_language' THEN 'LANGUAGE'
    WHEN attribute = 'mother_tongues' THEN 'LANGUAGES'
    WHEN attribute IN ('birth_date', 'entry_date') THEN 'PARTIAL_DATE'
    WHEN attribute = 'title_valid_until' THEN 'DATE'
    WHEN attribute = 'bank_account' THEN 'IBAN'
    ELSE 'TEXT' END;
ALTER TABLE attribute_value ALTER COLUMN form SET NOT NULL;

-- Row-level security (ADR 11) holds the same: of grants nothing that is under secrecy (R9), and of a norm only what it names,
-- attribute and type of the source. A transaction that does not say which types are secret sees no value.
DROP POLICY granted_to_the_reading_agency ON attribute_value;
CREATE POLICY granted_to_the_reading_agency ON attribute_value FOR SELECT TO registry_reader
    USING ((EXISTS (SELECT FROM consent_grant g
            WHERE g.data_subject_id = attribute_value.data_subject_id
                AND g.agency_id = current_setting('handschlag.agency', true)
                AND g.in_force AND g.expires_at > statement_timestamp()
                AND attribute_value.attribute = ANY (g.attributes))
            AND (attribute_value.source_agency_id = current_setting('handschlag.agency', true)
                OR cardinality(attribute_value.source_agency_types) > 0 AND NOT attribute_value.source_agency_types
                    && nullif(current_setting('handschlag.secret_types', true), '')::text[]))
        OR (cardinality(attribute_value.source_agency_types) > 0
            AND NOT EXISTS (SELECT FROM unnest(attribute_value.source_agency_types) AS source (type)
                WHERE (attribute_value.attribute || '/' || source.type = ANY (
                    nullif(current_setting('handschlag.norm_items', true), '')::text[])) IS NOT TRUE)
            AND EXISTS (SELECT FROM case_link l
                WHERE l.data_subject_id = attribute_value.data_subject_id
                    AND l.agency_id = current_setting('handschlag.agency', true) AND l.in_force)));
DROP POLICY of_persons_who_granted ON person_key;
CREATE POLICY of_persons_who_granted ON person_key FOR SELECT TO registry_reader
    USING (EXISTS (SELECT FROM consent_grant g
        WHERE g.data_subject_id = person_key.data_subject_id
            AND g.agency_id = current_setting('handschlag.agency', true)
            AND g.in_force AND g.expires_at > statement_timestamp())
        OR (cardinality(nullif(current_setting('handschlag.norm_items', true), '')::text[]) > 0
            AND EXISTS (SELECT FROM case_link l
                WHERE l.data_subject_id = person_key.data_subject_id
                    AND l.agency_id = current_setting('handschlag.agency', true) AND l.in_force)));
