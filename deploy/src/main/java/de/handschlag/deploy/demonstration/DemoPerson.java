package de.handschlag.deploy.demonstration;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A person of the demonstration with everything that will be loaded for them.
 *
 * @param index       from 0
 * @param username    login name
 * @param nationality as in {@link Origin}
 * @param language    BCP 47 tag of the preferred language
 * @param birthDate   date of birth
 * @param cases       case references by agency; the first agency enrols the person
 * @param values      attribute values by contributing agency
 * @param requests    what agencies ask this person
 */
record DemoPerson(int index, String username, String nationality, String language, LocalDate birthDate,
        SortedMap<String, String> cases, String firstAgency, Map<String, List<Value>> values, List<Request> requests) {

    /** A value that an agency contributes. */
    record Value(String attribute, String value, LocalDate asOf) {}

    /** What the person does with a request. */
    enum Answer {
        APPROVE,
        REFUSE,
        WITHDRAW_LATER,
        LEAVE_OPEN
    }

    /**
     * A consent request and its answer.
     *
     * @param explicit attributes of a special category that the person approves in their own step (R5)
     */
    record Request(String agency, String purpose, List<String> attributes, List<String> explicit, int months,
            Answer answer) {}

    int valueCount() {
        return values.values().stream().mapToInt(List::size).sum();
    }
}
