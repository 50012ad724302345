package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.Named;

/**
 * A request as the page puts it to the person.
 *
 * @param ordinary what can be ticked on the first page
 * @param special  what the law protects specially, and what is therefore asked for one by one (R5)
 * @param required keys of those without which the purpose does not work; the person need not agree all the same
 * @param months   the longest time, as asked
 * @param replaces whether an approval takes the place of an earlier one
 * @param refused  whether the person said no before, and looks at it again
 * @param notice   what the person is to read, in the language that is there
 * @param german   the same in German beside it; null unless wanted
 */
record Question(UUID id, AgencyView agency, Named agencyType, Named purpose, @Nullable Named plainly,
        List<Named> ordinary, List<Named> special, List<String> required, int months, Instant requestedAt,
        boolean replaces, boolean refused, ShownNotice notice, @Nullable ShownNotice german) {

    private static final List<Integer> SHORTER = List.of(12, 9, 6, 3, 2, 1);

    /** How long the person can choose, the longest first. */
    public List<Integer> choosableMonths() {
        return choosableMonths(months);
    }

    /** The same for what an office asked. */
    static List<Integer> choosableMonths(int asked) {
        return Stream.concat(Stream.of(asked), SHORTER.stream().filter(shorter -> shorter < asked)).toList();
    }

    /** Whether the purpose does not work without it. */
    public boolean needs(Named attribute) {
        return required.contains(attribute.key());
    }

    /** Keys of all that is asked for, in the order of the page. */
    List<String> keys() {
        return Stream.concat(ordinary.stream(), special.stream()).map(Named::key).toList();
    }
}
