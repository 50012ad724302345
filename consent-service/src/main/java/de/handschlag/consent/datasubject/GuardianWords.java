package de.handschlag.consent.datasubject;

import de.handschlag.event.Guardianship;
import de.handschlag.page.Page;

/** What a guardian is to the person, in words of the page's language. */
final class GuardianWords {

    private GuardianWords() {}

    static String of(Guardianship guardianship) {
        ChildrenMessages text = Page.current().messages(ChildrenMessages.class);
        return switch (guardianship.kind()) {
            case PARENT -> text.parent();
            case GUARDIAN -> text.guardian();
            case LEGAL_GUARDIAN -> text.legalGuardian();
            case OFFICIAL -> text.official();
        };
    }
}
