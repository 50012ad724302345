package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The benchmark of reads")
class SelectAloneTest {

    private final RunningStack stack = RunningStack.get();

    @Test
    @DisplayName("sends the registry's statement alone as the registry sends it")
    void statementOfToday() throws Exception {
        String id = UUID.randomUUID().toString().substring(0, 8);
        Agency agency = Agency.registered(stack, "statement-" + id, "mbe", "case-management");
        Person person = Person.enrolledBy(agency, id + "-0", "statement-" + id);
        agency.contribute(id + "-0", "phone", "+49 30 1234");
        person.approveUntilEnforced(agency.ask(id + "-0", "case-management", "phone"));

        assertThat(SelectAlone.as(stack, agency, id + "-", 1, "case-management")).isNotNull();
    }
}
