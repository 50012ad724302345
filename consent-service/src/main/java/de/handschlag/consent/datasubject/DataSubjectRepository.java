package de.handschlag.consent.datasubject;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class DataSubjectRepository implements PanacheRepositoryBase<DataSubject, UUID> {}
