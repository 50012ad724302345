package de.handschlag.consent.processingrecord;

import java.util.List;

import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Basis;

/** What makes an activity risky for the person (Art. 35(7)(c) GDPR), as far as the catalogue tells. */
enum Risk {

    /** Art. 9 GDPR. */
    SPECIAL,
    /** No special category, but harmful in the wrong hands. */
    SENSITIVE,
    OTHER_PERSONS,
    MINORS,
    /** What was told to a counsellor or a doctor in confidence. */
    SECRECY,
    /** The person cannot refuse. */
    WITHOUT_CONSENT,
    /** The person learns of it late. */
    DEFERRED,
    EMERGENCY,
    /** Where somebody lives, who must not be found. */
    FINDING;

    /** Numbers of the rules that reduce it, each held by a test of that name. */
    List<String> rules() {
        return switch (this) {
            case SPECIAL -> List.of("R5", "R6");
            case SENSITIVE -> List.of("R15", "R16");
            case OTHER_PERSONS, MINORS -> List.of("R36");
            case SECRECY -> List.of("R9");
            case WITHOUT_CONSENT -> List.of("R3", "R22");
            case DEFERRED -> List.of("R22");
            case EMERGENCY -> List.of("R21");
            case FINDING -> List.of("R14");
        };
    }

    /** Which of the activities have it. */
    List<Activity> of(List<Activity> activities) {
        return activities.stream().filter(this::concerns).toList();
    }

    private boolean concerns(Activity activity) {
        return switch (this) {
            case SPECIAL -> activity.isSpecial();
            case SENSITIVE -> activity.items().stream().anyMatch(item -> item.sensitivity() == Sensitivity.SENSITIVE);
            case OTHER_PERSONS -> activity.isAboutOthers();
            case MINORS -> activity.minors();
            case SECRECY -> activity.secrecyRelease();
            case WITHOUT_CONSENT -> activity.basis() != Basis.CONSENT;
            case DEFERRED -> activity.deferralDays() != null;
            case EMERGENCY -> activity.basis() == Basis.EMERGENCY;
            case FINDING -> activity.items().stream().anyMatch(Activity.Item::hiddenByBlock);
        };
    }
}
