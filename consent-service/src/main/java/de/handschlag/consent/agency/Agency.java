package de.handschlag.consent.agency;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType.Sector;

@Entity
@Table(name = "agency")
class Agency {

    @Id
    private String agencyId;
    private String name;
    private String agencyType;
    @Enumerated(EnumType.STRING)
    private Sector sector;
    private String dataProtectionRegime;
    private String authority;
    private Boolean mayInformImmigrationOffice;
    private @Nullable String body;
    private @Nullable String contact;
    private @Nullable String dataProtectionOfficer;
    private @Nullable Integer retentionMonths;
    private int recipientVersion = 1;

    protected Agency() {}

    Agency(AgencyView agency) {
        this.agencyId = agency.agencyId();
        take(agency);
    }

    /** Returns whether it is another recipient now, which an old consent does not cover (R7). */
    boolean describe(AgencyView agency) {
        boolean another = !agency.isSameRecipientAs(view());
        if (another) {
            recipientVersion++;
        }
        take(agency);
        return another;
    }

    private void take(AgencyView agency) {
        this.name = agency.name();
        this.agencyType = agency.agencyType();
        this.sector = agency.sector();
        this.dataProtectionRegime = agency.dataProtectionRegime();
        this.authority = agency.authority();
        this.mayInformImmigrationOffice = agency.mayInformImmigrationOffice();
        this.body = agency.body();
        this.contact = agency.contact();
        this.dataProtectionOfficer = agency.dataProtectionOfficer();
        this.retentionMonths = agency.retentionMonths();
    }

    int recipientVersion() {
        return recipientVersion;
    }

    AgencyView view() {
        return new AgencyView(agencyId, name, agencyType, sector, dataProtectionRegime, authority,
                mayInformImmigrationOffice, body, contact, dataProtectionOfficer, retentionMonths);
    }
}
