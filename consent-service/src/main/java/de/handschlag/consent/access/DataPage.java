package de.handschlag.consent.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.StoredData.Value;
import de.handschlag.consent.access.StoredData.Values;
import de.handschlag.consent.access.StoredData.Viewer;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/** Every value that is stored about a person, by source, and who may see it now (R40). */
@Path("/app/data")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class DataPage {

    private final OwnData ownData;
    private final AgencyService agencies;
    private final CatalogueNames names;
    private final CatalogueService catalogue;
    private final PersonDoor door;

    DataPage(OwnData ownData, AgencyService agencies, CatalogueNames names, CatalogueService catalogue,
            PersonDoor door) {
        this.ownData = ownData;
        this.agencies = agencies;
        this.names = names;
        this.catalogue = catalogue;
        this.door = door;
    }

    /** @param consent the person's own that allows it; null for a statute */
    record Sees(String office, Named purpose, @Nullable UUID consent, @Nullable String norm) {}

    /** A value in words, and who sees it. */
    record Shown(Named attribute, String words, Value value, List<Sees> seenBy) {}

    /** An office and what it contributed. */
    record Source(String office, List<Shown> values) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(List<Source> sources, boolean known, @Nullable String next);
    }

    @GET
    public Response show(@RestQuery @Nullable String after) {
        return door.open(_ -> {
            Optional<Values> values = ownData.values(after);
            String next = values.map(Values::next).orElse(null);
            return Templates.show(bySource(values.map(Values::values).orElse(List.of()), Page.current()),
                    values.isPresent(), next == null ? null : "?after=" + next);
        });
    }

    private List<Source> bySource(List<Value> values, Page page) {
        Map<String, List<Shown>> bySource = new LinkedHashMap<>();
        for (Value value : values) {
            bySource.computeIfAbsent(value.source(), _ -> new ArrayList<>())
                    .add(new Shown(names.attribute(value.attribute(), page.tag()),
                            catalogue.valueInWords(value.attribute(), value.value(), page), value,
                            value.mayBeSeenBy().stream().map(viewer -> sees(viewer, page.tag())).toList()));
        }
        return bySource.entrySet().stream().map(source -> new Source(office(source.getKey()), source.getValue()))
                .toList();
    }

    private Sees sees(Viewer viewer, String language) {
        return new Sees(office(viewer.agency()), names.purpose(viewer.purpose(), language), viewer.consentRecordId(),
                viewer.norm());
    }

    private String office(String agencyId) {
        return agencies.nameOf(agencyId);
    }
}
