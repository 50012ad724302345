package de.handschlag.registry.attributevalue;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import de.handschlag.catalogue.ValueForm;

/** What one agency contributed about one attribute of one person. */
@Entity
@Table(name = "attribute_value")
@IdClass(AttributeValue.Key.class)
class AttributeValue {

    @Id
    @Column(name = "data_subject_id")
    UUID dataSubjectId;

    @Id
    String attribute;

    @Id
    @Column(name = "source_agency_id")
    String sourceAgencyId;

    /** Sealed with the person's key; see {@link de.handschlag.registry.personkey.PersonKey}. */
    @Column(name = "sealed_value")
    byte[] sealedValue;

    /** That the attribute had in the catalogue when the value was taken. */
    @Enumerated(EnumType.STRING)
    ValueForm form;

    @Column(name = "as_of")
    LocalDate asOf;

    @Column(name = "recorded_at")
    Instant recordedAt;

    /** Person, attribute and source. */
    record Key(UUID dataSubjectId, String attribute, String sourceAgencyId) implements Serializable {}

    AttributeValue() {
        // for Hibernate
    }
}
