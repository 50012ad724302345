package de.handschlag.consent.agency;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "agency")
class Agency {

    @Id
    private String agencyId;
    private String name;
    private String agencyType;

    protected Agency() {}

    Agency(String agencyId, String name, String agencyType) {
        this.agencyId = agencyId;
        this.name = name;
        this.agencyType = agencyType;
    }

    void describe(String name, String agencyType) {
        this.name = name;
        this.agencyType = agencyType;
    }

    AgencyView view() {
        return new AgencyView(agencyId, name, agencyType);
    }
}
