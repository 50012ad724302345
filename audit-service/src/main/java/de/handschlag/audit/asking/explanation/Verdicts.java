package de.handschlag.audit.asking.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.explanation.Explanation.Consent;
import de.handschlag.audit.asking.explanation.Explanation.Reason;
import de.handschlag.audit.asking.explanation.Explanation.Verdict;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;

/** Says in plain words whether something covered a decision, and why not. */
final class Verdicts {

    static final Verdict ERASED = new Verdict("unknown", null,
            "The payload of this entry was erased; the decision cannot be replayed.",
            "Der Inhalt dieses Eintrags wurde gelöscht; die Entscheidung lässt sich nicht nachvollziehen.", List.of());

    private static final Map<String, String> STATUS_DE = Map.of("requested", "erst angefragt", "refused", "abgelehnt",
            "withdrawn", "widerrufen", "expired", "abgelaufen", "invalidated", "ungültig", "replaced",
            "durch eine spätere ersetzt");

    private Verdicts() {}

    /** Of a disclosure that names consents. */
    static Verdict ofConsents(DataDisclosed disclosed, List<Consent> consents) {
        List<Reason> reasons = new ArrayList<>();
        if (disclosed.grantIds().isEmpty()) {
            reasons.add(new Reason("The entry names neither a consent nor a norm.",
                    "Der Eintrag nennt weder eine Einwilligung noch eine Norm."));
        }
        for (UUID grant : disclosed.grantIds()) {
            consents.stream().filter(consent -> consent.id().equals(grant)).findFirst().ifPresentOrElse(consent -> {
                if (!consent.inForce()) {
                    reasons.add(notInForce(consent));
                }
            }, () -> reasons.add(new Reason(
                    "The log has no consent " + grant
                            + " for this agency and purpose before the read, or no longer has it.",
                    "Das Protokoll enthält vor dem Zugriff keine Einwilligung " + grant
                            + " für diese Behörde und diesen Zweck, oder nicht mehr.")));
        }
        for (String attribute : disclosed.attributes()) {
            if (covering(attribute, disclosed, consents).isEmpty()) {
                reasons.add(new Reason("No consent in force that the entry names covers " + attribute + ".",
                        "Keine wirksame Einwilligung, die der Eintrag nennt, deckt " + attribute + "."));
            }
        }
        return ofDisclosure(reasons, "Consents in force covered every attribute that was disclosed.",
                "Wirksame Einwilligungen deckten jedes offengelegte Merkmal.");
    }

    /** Consents in force that a disclosure names and that cover an attribute. */
    static List<UUID> covering(String attribute, DataDisclosed disclosed, List<Consent> consents) {
        return consents.stream().filter(consent -> consent.inForce() && disclosed.grantIds().contains(consent.id())
                && consent.attributes().contains(attribute)).map(Consent::id).toList();
    }

    /** Of a disclosure by statute. Which attributes the statute covers is the operator's catalogue, not in the log. */
    static Verdict ofStatute(String norm) {
        return ofDisclosure(List.of(),
                "A statute permits it: " + norm + ". Nobody is asked; the operator's catalogue lists the attributes.",
                "Eine Rechtsvorschrift erlaubt es: " + norm
                        + ". Niemand wird gefragt; der Katalog des Betreibers nennt die Merkmale.");
    }

    /** Of a disclosure in an emergency access. */
    static Verdict ofEmergency(String norm, List<Reason> missing) {
        return ofDisclosure(missing, "An open emergency access covered it: " + norm + ".",
                "Ein offener Notzugriff deckte es: " + norm + ".");
    }

    private static Verdict ofDisclosure(List<Reason> reasons, String covered, String coveredDe) {
        return reasons.isEmpty()
                ? new Verdict("covered", true, covered, coveredDe, List.of())
                : new Verdict("not-covered", false, "What was disclosed was not covered.",
                        "Was offengelegt wurde, war nicht gedeckt.", List.copyOf(reasons));
    }

    /**
     * Of a denial.
     *
     * @param emergency why the emergency access that was named did not cover it; null if none was named
     */
    static Verdict ofDenial(DisclosureDenied denied, List<Consent> consents, @Nullable List<Reason> emergency) {
        List<Reason> reasons = new ArrayList<>();
        boolean covered = false;
        if (denied.refusal() != null) {
            reasons.add(withoutRight(denied.refusal()));
        } else if (denied.reason() == DisclosureDenied.Reason.UNKNOWN_CASE) {
            reasons.add(new Reason("The agency had no case with this reference.",
                    "Die Behörde hatte keinen Fall mit diesem Zeichen."));
        } else if (emergency != null) {
            reasons.addAll(emergency);
            covered = emergency.isEmpty() && denied.reason() == DisclosureDenied.Reason.NO_GRANT;
        } else if (denied.norm() != null) {
            reasons.add(new Reason("The norm covers none of the attributes that were asked for: " + denied.norm() + ".",
                    "Die Norm deckt keines der erfragten Merkmale: " + denied.norm() + "."));
        } else {
            covered = consents.stream().anyMatch(consent -> consent.inForce() && coversAny(consent, denied));
            consents.stream().filter(consent -> !consent.inForce()).map(Verdicts::notInForce).forEach(reasons::add);
            reasons.add(consents.stream().anyMatch(Consent::inForce)
                    ? new Reason("The consents in force cover none of the attributes that were asked for.",
                            "Die wirksamen Einwilligungen decken keines der erfragten Merkmale.")
                    : new Reason("No consent for this agency and purpose was in force.",
                            "Für diese Behörde und diesen Zweck war keine Einwilligung wirksam."));
        }
        return covered
                ? new Verdict("covered", false, "Something in force covered it, yet the read was denied.",
                        "Etwas Wirksames deckte es, doch der Zugriff wurde verweigert.",
                        List.of(new Reason(
                                "Perhaps only attributes of a special category without their own explicit step (R5).",
                                "Vielleicht nur besondere Kategorien ohne eigene ausdrückliche Bestätigung (R5).")))
                : new Verdict("not-covered", true, "Nothing covered it, and it was denied.",
                        "Nichts deckte es, und es wurde verweigert.", List.copyOf(reasons));
    }

    /** Nothing else was looked for, so no consent counts. */
    private static Reason withoutRight(String refusal) {
        return switch (refusal) {
            case "purpose-not-entitled" -> new Reason("The client was not entitled to this purpose.",
                    "Der Zugang war für diesen Zweck nicht zugelassen.");
            case "block-override-not-entitled" ->
                new Reason("The client was not entitled to override a disclosure block.",
                        "Der Zugang durfte Auskunftssperren nicht übergehen.");
            case "forbidden" -> new Reason("The access token had no role that reads.",
                    "Das Zugriffstoken hatte keine Rolle, die liest.");
            case "no-agency-in-token" ->
                new Reason("The access token named no agency.", "Das Zugriffstoken nannte keine Behörde.");
            // A later registry may refuse for more reasons.
            default -> new Reason("The client had no right to ask: " + refusal + ".",
                    "Der Zugang hatte kein Recht zu fragen: " + refusal + ".");
        };
    }

    private static boolean coversAny(Consent consent, DisclosureDenied denied) {
        List<String> requested = denied.requestedAttributes();
        // Older entries do not say what was asked for; that the registry found nothing covered is then all there is.
        return requested == null
                ? denied.reason() == DisclosureDenied.Reason.NO_GRANT
                : requested.stream().anyMatch(consent.attributes()::contains);
    }

    private static Reason notInForce(Consent consent) {
        String status = consent.status().equals("given") ? "expired" : consent.status();
        return new Reason("Consent " + consent.id() + " was not in force: " + status + ".",
                "Die Einwilligung " + consent.id() + " war nicht wirksam: " + STATUS_DE.get(status) + ".");
    }
}
