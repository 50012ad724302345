package de.handschlag.consent.agency;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class AgencyRepository implements PanacheRepositoryBase<Agency, String> {}
