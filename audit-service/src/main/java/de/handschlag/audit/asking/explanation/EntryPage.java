package de.handschlag.audit.asking.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.query.LogEntryService;
import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.ProvenEntry;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** One entry: what it says, why it was allowed (G7), and the proof that the log holds it. Whoever comes without a purpose is asked for it. */
@Path("/app/entries/{index}")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class EntryPage {

    private static final List<String> PURPOSES = Arrays.stream(QueryPurpose.values()).map(QueryPurpose::key).toList();

    private final LogEntryService entries;
    private final ExplanationService explanations;
    private final QueryRecorder recorder;
    private final QueryRequester requester;
    private final Directory directory;

    EntryPage(LogEntryService entries, ExplanationService explanations, QueryRecorder recorder,
            QueryRequester requester, Directory directory) {
        this.entries = entries;
        this.explanations = explanations;
        this.recorder = recorder;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance purpose(long index, List<String> queryPurposes);

        static native TemplateInstance entry(ProvenEntry entry, @Nullable Explanation explanation, Names names,
                String queryPurpose);
    }

    @GET
    public TemplateInstance show(@PathParam("index") long index, @QueryParam("queryPurpose") @Nullable String stated) {
        QueryPurpose purpose = stated == null ? null : QueryPurpose.of(stated).orElse(null);
        if (purpose == null) {
            return Templates.purpose(index, PURPOSES);
        }
        ProvenEntry entry = entries.proven(index);
        Explanation explanation = explanations.replay(index).orElse(null);
        LogEntryView view = entry.view();
        UUID person = view == null ? null : view.dataSubjectId();
        recorder.record(person == null ? List.of() : List.of(person), requester.current(), purpose, new TreeMap<>(
                Map.of("explanation", String.valueOf(explanation != null), "index", String.valueOf(index))), 1);
        return Templates.entry(entry, explanation, directory.names(), purpose.key());
    }
}
