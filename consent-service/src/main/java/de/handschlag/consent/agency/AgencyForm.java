package de.handschlag.consent.agency;

import java.util.Objects;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.consent.admin.AdminMessages;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;

/** An agency as an administrator typed it on the page. What is left out is as the catalogue has it for the type. */
public class AgencyForm {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LINE = 300;
    private static final int MOST_MONTHS = 1200;

    @RestForm
    @Nullable
    public String agencyId;
    @RestForm
    @Nullable
    public String name;
    @RestForm
    @Nullable
    public String agencyType;
    @RestForm
    @Nullable
    public String sector;
    @RestForm
    @Nullable
    public String dataProtectionRegime;
    @RestForm
    @Nullable
    public String authority;
    @RestForm
    @Nullable
    public String mayInformImmigrationOffice;
    @RestForm
    @Nullable
    public String body;
    @RestForm
    @Nullable
    public String contact;
    @RestForm
    @Nullable
    public String dataProtectionOfficer;
    @RestForm
    @Nullable
    public String retentionMonths;
    /** Given if it is known that another recipient loses all consents (R7). */
    @RestForm
    @Nullable
    public String sure;

    /** What is registered now, to be changed. */
    static AgencyForm of(AgencyView agency) {
        AgencyForm form = new AgencyForm();
        form.agencyId = agency.agencyId();
        form.name = agency.name();
        form.agencyType = agency.agencyType();
        form.sector = agency.sector().name();
        form.dataProtectionRegime = agency.dataProtectionRegime();
        form.authority = agency.authority();
        form.mayInformImmigrationOffice = agency.mayInformImmigrationOffice() ? "yes" : "no";
        form.body = agency.body();
        form.contact = agency.contact();
        form.dataProtectionOfficer = agency.dataProtectionOfficer();
        form.retentionMonths = agency.retentionMonths() == null ? null : agency.retentionMonths().toString();
        return form;
    }

    /** The description, or null and what is wrong with it. */
    @Nullable
    AgencyDescription description(Errors errors, AdminMessages text) {
        String called = trimmed(name);
        if (called == null || called.codePoints().noneMatch(Character::isLetter) || called.length() > LONGEST_NAME) {
            errors.add("name", text.nameWrong());
        }
        String type = trimmed(agencyType);
        if (type == null) {
            errors.add("agencyType", text.typeMissing());
        }
        String partOf = trimmed(body);
        if (partOf != null && !partOf.matches(AgencyDescription.ID)) {
            errors.add("body", text.idWrong());
        }
        refuseLong("contact", contact, errors, text);
        refuseLong("dataProtectionOfficer", dataProtectionOfficer, errors, text);
        Integer months = months(errors, text);
        if (!errors.isEmpty() || called == null || type == null) {
            return null;
        }
        return new AgencyDescription(called, type, Chosen.of(Sector.values(), sector), trimmed(dataProtectionRegime),
                trimmed(authority), informs(), partOf, trimmed(contact), trimmed(dataProtectionOfficer), months);
    }

    private static void refuseLong(String field, @Nullable String line, Errors errors, AdminMessages text) {
        String said = trimmed(line);
        if (said != null && (said.length() > LONGEST_LINE || said.codePoints().noneMatch(Character::isLetter))) {
            errors.add(field, text.lineWrong());
        }
    }

    private @Nullable Integer months(Errors errors, AdminMessages text) {
        String typed = trimmed(retentionMonths);
        if (typed == null) {
            return null;
        }
        if (typed.matches("[0-9]{1,4}")) {
            int months = Integer.parseInt(typed);
            if (months >= 1 && months <= MOST_MONTHS) {
                return months;
            }
        }
        errors.add("retentionMonths", text.monthsWrong());
        return null;
    }

    private @Nullable Boolean informs() {
        String said = Objects.requireNonNullElse(trimmed(mayInformImmigrationOffice), "");
        return switch (said) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            default -> null;
        };
    }

    static @Nullable String trimmed(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
