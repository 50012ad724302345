package de.handschlag.registry.office;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.registry.requester.AgencyRequester;

/** For what a login may look at cases (R18). */
@ApplicationScoped
public class ReadablePurposes {

    private final Catalogue catalogue;
    private final AgencyRequester requester;

    ReadablePurposes(Catalogue catalogue, AgencyRequester requester) {
        this.catalogue = catalogue;
        this.requester = requester;
    }

    /** Keys of the purposes of the login that is asking, without those of emergencies. */
    public List<String> ofLogin() {
        return entitled(false);
    }

    /** Keys of the emergency purposes of the login that is asking. */
    public List<String> emergenciesOfLogin() {
        return entitled(true);
    }

    /** Keys of the purposes of the login that is asking under which the person can be shown reads later (R22). */
    public List<String> deferrableOfLogin() {
        return ofLogin().stream().filter(key -> {
            Purpose purpose = catalogue.purposes().get(key);
            return purpose != null && purpose.deferral() != null;
        }).toList();
    }

    private List<String> entitled(boolean emergency) {
        Set<String> entitled = requester.entitledPurposes();
        return catalogue.purposes().values().stream()
                .filter(purpose -> (purpose.basisKind() == Basis.EMERGENCY) == emergency).map(Purpose::key)
                .filter(entitled::contains).toList();
    }
}
