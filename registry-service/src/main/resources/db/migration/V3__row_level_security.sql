-- Defence in depth (ADR 11): agencies' reads come as registry_reader, which sees only what belongs to the agency that its
-- transaction names in the setting handschlag.agency. A condition that a statement forgets then discloses nothing, and a
-- transaction that names no agency sees no row. The setting ends with its transaction.
ALTER TABLE case_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE attribute_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_key ENABLE ROW LEVEL SECURITY;

-- Who applies events and takes contributions works on all rows.
CREATE POLICY all_rows ON case_link TO registry_app USING (true);
CREATE POLICY all_rows ON consent_grant TO registry_app USING (true);
CREATE POLICY all_rows ON attribute_value TO registry_app USING (true);
CREATE POLICY all_rows ON person_key TO registry_app USING (true);

CREATE POLICY of_the_reading_agency ON case_link FOR SELECT TO registry_reader
    USING (agency_id = current_setting('handschlag.agency', true));
CREATE POLICY of_the_reading_agency ON consent_grant FOR SELECT TO registry_reader
    USING (agency_id = current_setting('handschlag.agency', true));
-- Values and keys only of persons who have granted something to the agency, and of values only what was granted; or, where the
-- transaction reads by a norm (R22), of persons known to the agency, and of values only what the norm covers. Both find
-- the grant by the index consent_grant_in_force and the case by case_link_by_person.
CREATE POLICY granted_to_the_reading_agency ON attribute_value FOR SELECT TO registry_reader
    USING (EXISTS (SELECT FROM consent_grant g
        WHERE g.data_subject_id = attribute_value.data_subject_id
            AND g.agency_id = current_setting('handschlag.agency', true)
            AND g.in_force AND g.expires_at > statement_timestamp()
            AND attribute_value.attribute = ANY (g.attributes))
        OR (attribute_value.attribute = ANY (nullif(current_setting('handschlag.norm_attributes', true), '')::text[])
            AND EXISTS (SELECT FROM case_link l
                WHERE l.data_subject_id = attribute_value.data_subject_id
                    AND l.agency_id = current_setting('handschlag.agency', true) AND l.in_force)));
CREATE POLICY of_persons_who_granted ON person_key FOR SELECT TO registry_reader
    USING (EXISTS (SELECT FROM consent_grant g
        WHERE g.data_subject_id = person_key.data_subject_id
            AND g.agency_id = current_setting('handschlag.agency', true)
            AND g.in_force AND g.expires_at > statement_timestamp())
        OR (cardinality(nullif(current_setting('handschlag.norm_attributes', true), '')::text[]) > 0
            AND EXISTS (SELECT FROM case_link l
                WHERE l.data_subject_id = person_key.data_subject_id
                    AND l.agency_id = current_setting('handschlag.agency', true) AND l.in_force)));

-- Not forced on the owner: it runs migrations and nothing else, and a migration that silently sees no row does harm.

GRANT SELECT ON person, case_link, consent_grant, attribute_value, person_key, applied_partition, unintelligible_key
    TO registry_reader;
