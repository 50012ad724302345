package de.handschlag.registry.attributevalue;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.ValueForm;
import de.handschlag.registry.personkey.PersonKey;
import de.handschlag.text.TextRule;

/** Stored values as those deal with them who say that they are wrong; in a transaction that has locked the person alone. */
@ApplicationScoped
public class ContestedValues {

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

    private final AttributeValueRepository values;
    private final Catalogue catalogue;
    private final InstantSource clock;

    ContestedValues(AttributeValueRepository values, Catalogue catalogue, InstantSource clock) {
        this.values = values;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * A value as it is stored.
     *
     * @param sealed with the person's key, for this attribute and source
     * @param form   that the attribute had in the catalogue when the value was taken
     */
    public record Stored(byte[] sealed, ValueForm form) {}

    /** What the source says of the person; empty if nothing. */
    public Optional<Stored> find(UUID person, String attribute, String source) {
        return Optional.ofNullable(values.former(new AttributeValue.Key(person, attribute, source)))
                .map(value -> new Stored(value.sealedValue(), value.form()));
    }

    /**
     * Whether both say the same, also if an earlier catalogue took one of them in other words.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if one of them does not open
     */
    public boolean areSame(PersonKey key, String attribute, String source, Stored one, Stored other) {
        return TextRule.same(said(key, attribute, source, one), said(key, attribute, source, other));
    }

    private String said(PersonKey key, String attribute, String source, Stored stored) {
        String said = key.open(attribute, source, stored.sealed());
        Attribute known = catalogue.attributes().get(attribute);
        return known == null
                ? said
                : catalogue.readable(known, said, stored.form(), LocalDate.ofInstant(clock.instant(), GERMANY))
                        .orElse(said);
    }

    /** Whether nobody but in an emergency is disclosed the value (Art. 18 GDPR); nothing where there is none. */
    public void markRestricted(UUID person, String attribute, String source, boolean restricted) {
        values.markRestricted(new AttributeValue.Key(person, attribute, source), restricted);
    }

    /** As the source would take it back: whoever received it is told (R24). Nothing where there is none. */
    public void delete(UUID person, String attribute, String source) {
        AttributeValue former = values.former(new AttributeValue.Key(person, attribute, source));
        if (former != null) {
            values.noteCorrection(former);
            values.delete(former);
            if (attribute.equals(AttributeValueService.DISCLOSURE_BLOCK)) {
                values.markDisclosureBlock(person, attribute);
            }
        }
    }
}
