package de.handschlag.registry.sharingview;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Attribute.Shareable;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;

/**
 * What a consent event permits. The consent-service has checked it already; the registry checks again, because what is
 * not in its tables cannot be disclosed by mistake.
 */
@ApplicationScoped
class GrantedAttributes {

    private final Catalogue catalogue;

    GrantedAttributes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The attributes that may be read from now on; empty unless the consent is in force. */
    List<String> of(ConsentRecordEvent event) {
        return switch (event) {
            case ConsentGiven given -> granted(given);
            case SecrecyReleased released -> granted(released);
            case SecrecyReleaseWithdrawn withdrawn -> granted(withdrawn);
            case ConsentRequested requested -> List.of();
            case ConsentRefused refused -> List.of();
            case ConsentWithdrawn withdrawn -> List.of();
            case ConsentExpired expired -> List.of();
            case ConsentInvalidated invalidated -> List.of();
        };
    }

    private List<String> granted(ConsentRecordEvent event) {
        ConsentRecordState consent = event.consentRecord();
        return consent.attributes().stream().filter(attribute -> mayBeGranted(attribute, consent)).sorted().toList();
    }

    private boolean mayBeGranted(String key, ConsentRecordState consent) {
        Attribute attribute = catalogue.attributes().get(key);
        if (attribute == null || attribute.shareable() != Shareable.YES) {
            return false;
        }
        // R5: special categories need their own explicit step; no bundle covers them.
        return attribute.sensitivity() != Attribute.Sensitivity.SPECIAL || consent.explicitAttributes().contains(key);
    }
}
