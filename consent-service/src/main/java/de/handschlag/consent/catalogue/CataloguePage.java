package de.handschlag.consent.catalogue;

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

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Purpose;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** The catalogue in force as it is, for an administrator. It is changed in its files, not here. */
@Path("/app/admin/catalogue")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CataloguePage {

    private final CatalogueService catalogue;
    private final CatalogueNames names;

    CataloguePage(CatalogueService catalogue, CatalogueNames names) {
        this.catalogue = catalogue;
        this.names = names;
    }

    /** A purpose in the list. */
    record PurposeRow(String key, String label, String basis, int types, int attributes) {}

    /** @param norm null unless it rests on one */
    record UseRow(String type, String basis, boolean personChoice, @Nullable String norm) {}

    /** @param sources by what they are called; empty for any */
    record ItemRow(String attribute, String basis, String necessity, List<String> sources) {}

    /** A purpose with who may use it for what. */
    record PurposeShown(String key, String label, @Nullable String plainly, String legalBasis, String dpvIri,
            boolean requiresSecrecyRelease, boolean deferrable, @Nullable Integer suggestedMonths, List<UseRow> uses,
            List<ItemRow> items) {}

    /** An attribute in the list. */
    record AttributeRow(String key, String label, String category, String sensitivity, String shareable,
            boolean hiddenByBlock) {}

    /** A type of agency in the list. */
    record TypeRow(String key, String label, String sector, String regime, boolean secrecy, boolean mayInform) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance purposes(List<PurposeRow> purposes);

        static native TemplateInstance purpose(PurposeShown purpose);

        static native TemplateInstance attributes(List<AttributeRow> attributes);

        static native TemplateInstance types(List<TypeRow> types);
    }

    @GET
    public TemplateInstance purposes() {
        return Templates
                .purposes(catalogue
                        .purposes().stream().map(purpose -> new PurposeRow(purpose.key(), label(purpose),
                                purpose.basisKind().name(), catalogue.usesOf(purpose).size(), (int) catalogue
                                        .attributesOf(purpose).stream().map(row -> row.attribute()).distinct().count()))
                        .toList());
    }

    @GET
    @Path("/purposes/{key}")
    public TemplateInstance purpose(String key) {
        Purpose purpose = catalogue.purpose(key)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The catalogue has no such purpose."));
        String language = Page.current().tag();
        Named plainly = names.purposePlainly(key, language);
        return Templates.purpose(new PurposeShown(key, label(purpose), plainly == null ? null : plainly.label(),
                language.equals("en") ? purpose.legalBasisEn() : purpose.legalBasisDe(), purpose.dpvIri(),
                purpose.requiresSecrecyRelease(), purpose.deferral() != null, purpose.suggestedMonths(),
                catalogue.usesOf(purpose).stream()
                        .map(use -> new UseRow(typeLabel(use.agencyType()), use.basis().name(), use.personChoice(),
                                use.norm()))
                        .toList(),
                catalogue.attributesOf(purpose).stream()
                        .map(row -> new ItemRow(names.attribute(row.attribute(), language).label(), row.basis().name(),
                                row.necessity().name(), row.sourceTypes().stream().map(this::typeLabel).toList()))
                        .toList()));
    }

    @GET
    @Path("/attributes")
    public TemplateInstance attributes() {
        return Templates.attributes(catalogue.attributes().stream().map(this::row).toList());
    }

    @GET
    @Path("/agency-types")
    public TemplateInstance types() {
        return Templates
                .types(catalogue.agencyTypes().stream()
                        .map(type -> new TypeRow(type.key(), typeLabel(type.key()), type.sector().name(),
                                type.defaultRegime(), type.boundToSecrecy(), type.mayInformImmigrationOffice()))
                        .toList());
    }

    private AttributeRow row(Attribute attribute) {
        return new AttributeRow(attribute.key(), names.attribute(attribute.key(), Page.current().tag()).label(),
                attribute.category(), attribute.sensitivity().name(), attribute.shareable().name(),
                attribute.hiddenByBlock());
    }

    private String label(Purpose purpose) {
        return names.purpose(purpose.key(), Page.current().tag()).label();
    }

    private String typeLabel(String key) {
        return names.agencyType(key, Page.current().tag()).label();
    }
}
