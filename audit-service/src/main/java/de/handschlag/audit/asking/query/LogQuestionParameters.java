package de.handschlag.audit.asking.query;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A question as the query string holds it. */
public class LogQuestionParameters {

    @RestQuery
    @Nullable
    public String dataSubjectId;
    @RestQuery
    @Nullable
    public String agencyId;
    @RestQuery
    @Nullable
    public String caseReference;
    @RestQuery
    @Nullable
    public String purpose;
    @RestQuery
    @Nullable
    public String employee;
    @RestQuery
    @Nullable
    public String decision;
    @RestQuery
    @Nullable
    public String type;
    @RestQuery
    @Nullable
    public String from;
    @RestQuery
    @Nullable
    public String to;
    @RestQuery
    @Nullable
    public String attribute;
    @RestQuery
    @Nullable
    public String queryPurpose;

    /**
     * The question that they ask.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it states no purpose, a filter is not valid, or it would watch
     *                                                     an employee
     */
    public LogQuestion stated() {
        QueryPurpose stated = QueryPurpose.stated(queryPurpose);
        return LogQuestion.of(LogFilter.stated(dataSubjectId, agencyId, caseReference, purpose, employee, decision,
                type, from, to, attribute), stated);
    }
}
