package de.handschlag.audit.asking.query;

import de.handschlag.edge.InvalidRequest;

/** What is looked for, and what for (R29). */
public record LogQuestion(QueryPurpose purpose, LogFilter filter) {

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it would watch an employee */
    public static LogQuestion of(LogFilter filter, QueryPurpose purpose) {
        if (filter.employeeId() != null && !filter.namesPerson() && !purpose.mayFollowEmployee()) {
            throw InvalidRequest.place("employee",
                    "watching an employee is no purpose of the log (R29); name the person whose data"
                            + " it is about, or ask for a complaint, an incident or the supervisory authority");
        }
        return new LogQuestion(purpose, filter);
    }
}
