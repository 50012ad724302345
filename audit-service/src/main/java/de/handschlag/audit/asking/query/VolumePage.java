package de.handschlag.audit.asking.query;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.page.Bar;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/** How much is read, by day, office and purpose. */
@Path("/app/volumes")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class VolumePage {

    private static final int DAYS = 30;
    private static final int MOST_DAYS = 92;

    private final VolumeService volumes;
    private final QueryRequester requester;
    private final Directory directory;
    private final InstantSource clock;

    VolumePage(VolumeService volumes, QueryRequester requester, Directory directory, InstantSource clock) {
        this.volumes = volumes;
        this.requester = requester;
        this.directory = directory;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(String from, String to, @Nullable String agencyId, @Nullable String purpose,
                Errors errors, Names names, long total, List<Bar> byDay, List<Bar> byOffice, List<Bar> byPurpose,
                List<Bar> byType);
    }

    @GET
    public Response show(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("agencyId") @Nullable String agencyId, @QueryParam("purpose") @Nullable String purpose) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        OfficerMessages text = Page.current().messages(OfficerMessages.class);
        Errors errors = new Errors();
        LocalDate last = day("to", to, today, errors, text);
        LocalDate first = day("from", from, last.minusDays(DAYS - 1L), errors, text);
        if (errors.isEmpty() && (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS)) {
            errors.add("to", text.periodTooLong(MOST_DAYS));
        }
        String office = agencyId == null || agencyId.isBlank() ? null : agencyId;
        String use = purpose == null || purpose.isBlank() ? null : purpose;
        Names names = directory.names();
        if (!errors.isEmpty()) {
            return Response.status(422).entity(Templates.show(from == null ? "" : from, to == null ? "" : to, office,
                    use, errors, names, 0, List.of(), List.of(), List.of(), List.of())).build();
        }
        Volume volume = volumes.between(first, last, office, use, requester.current());
        Page page = Page.current();
        Map<String, Long> days = new LinkedHashMap<>();
        first.datesUntil(last.plusDays(1))
                .forEach(day -> days.put(page.day(day), volume.byDay().getOrDefault(day, 0L)));
        return Response.ok(Templates.show(first.toString(), last.toString(), office, use, errors, names,
                volume.byDay().values().stream().mapToLong(Long::longValue).sum(), Bar.of(days),
                most(volume.byOffice(), names::agency), most(volume.byPurpose(), names::purpose),
                most(volume.byType(), text::eventType))).build();
    }

    /** The most first, of which a reader sees at once where it is much. */
    private static List<Bar> most(Map<String, Long> counts, Function<String, String> label) {
        Map<String, Long> labelled = new LinkedHashMap<>();
        counts.entrySet().stream().filter(count -> !count.getKey().isEmpty())
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(count -> labelled.merge(label.apply(count.getKey()), count.getValue(), Long::sum));
        return Bar.of(labelled);
    }

    private static LocalDate day(String field, @Nullable String typed, LocalDate otherwise, Errors errors,
            OfficerMessages text) {
        if (typed == null || typed.isBlank()) {
            return otherwise;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 1970 && day.getYear() <= 9998) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        errors.add(field, text.dayWrong());
        return otherwise;
    }
}
