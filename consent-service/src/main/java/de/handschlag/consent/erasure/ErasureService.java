package de.handschlag.consent.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.enforcement.Ending;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.event.PersonErased;

@ApplicationScoped
class ErasureService {

    private final DataSubjectService dataSubjects;
    private final EnforcementService enforcement;

    ErasureService(DataSubjectService dataSubjects, EnforcementService enforcement) {
        this.dataSubjects = dataSubjects;
        this.enforcement = enforcement;
    }

    /** @param receipt told to watch the person, before anything is committed that a receipt could tell of */
    @Transactional
    Ending erase(Login login, EnforcementWaiter receipt) {
        PersonErased erased = dataSubjects.erase(login);
        receipt.watch(erased.dataSubjectId());
        return enforcement.note(erased, null, erased.erasedAt());
    }
}
