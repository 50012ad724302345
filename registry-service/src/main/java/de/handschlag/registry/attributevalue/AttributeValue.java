package de.handschlag.registry.attributevalue;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

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
    private UUID dataSubjectId;

    @Id
    private String attribute;

    @Id
    private String sourceAgencyId;

    /** Sealed with the person's key; see {@link de.handschlag.registry.personkey.PersonKey}. */
    private byte[] sealedValue;

    /** That the attribute had in the catalogue when the value was taken. */
    @Enumerated(EnumType.STRING)
    private ValueForm form;

    private LocalDate asOf;

    private Instant recordedAt;

    /** Person, attribute and source. */
    record Key(UUID dataSubjectId, String attribute, String sourceAgencyId) implements Serializable {}

    protected AttributeValue() {}

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    String attribute() {
        return attribute;
    }

    String sourceAgencyId() {
        return sourceAgencyId;
    }

    byte[] sealedValue() {
        return sealedValue;
    }

    ValueForm form() {
        return form;
    }

    LocalDate asOf() {
        return asOf;
    }

    Instant recordedAt() {
        return recordedAt;
    }
}
