package de.handschlag.event;

/**
 * What shows that a person withdrew who did not do it by a login (R6, R8, Art. 7(3) GDPR): an employee of the recipient recorded it. Why it
 * was by word of mouth only the consent-service keeps, since a text could hold a name.
 *
 * @param channel    how the person withdrew
 * @param employeeId random id of the employee who recorded it
 */
public record WithdrawalEvidence(Channel channel, String employeeId) {

    /** How a withdrawal was made that an office recorded. */
    public enum Channel {
        PAPER,
        ORAL
    }
}
