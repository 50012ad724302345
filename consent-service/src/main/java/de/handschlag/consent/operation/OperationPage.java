package de.handschlag.consent.operation;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.enforcement.EnforcementBacklog;
import de.handschlag.consent.operation.LogReport.SignedLog;
import de.handschlag.consent.outbox.RelayReport;
import de.handschlag.consent.outbox.RelayReport.Relay;
import de.handschlag.consent.outbox.TopicReport;
import de.handschlag.consent.outbox.TopicReport.Topic;
import de.handschlag.login.Roles;

/** Relay, registry, topics and log in one view, each asked when the page is opened. */
@Path("/app/admin/operation")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class OperationPage {

    private final RelayReport relay;
    private final EnforcementBacklog enforcement;
    private final TopicReport topics;
    private final LogReport log;

    OperationPage(RelayReport relay, EnforcementBacklog enforcement, TopicReport topics, LogReport log) {
        this.relay = relay;
        this.enforcement = enforcement;
        this.topics = topics;
        this.log = log;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(Relay relay, EnforcementBacklog.Pending pending,
                @Nullable List<Topic> topics, @Nullable SignedLog log);
    }

    @GET
    public TemplateInstance show() {
        return Templates.show(relay.find(), enforcement.find(), topics.find().orElse(null), log.find().orElse(null));
    }
}
