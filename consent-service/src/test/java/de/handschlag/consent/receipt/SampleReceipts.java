package de.handschlag.consent.receipt;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.ConsentStatus;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.consentrecord.DeclaredRelease;
import de.handschlag.consent.consentrecord.DeclaredRelease.Standing;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.event.WithdrawalEvidence.Channel;
import de.handschlag.page.PageLanguage;

/** Receipts of one record in each of its states, with releases from secrecy in each of theirs. */
final class SampleReceipts {

    static final UUID RECORD = UUID.fromString("6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31");
    static final UUID LATER_RECORD = UUID.fromString("0193a4c8-4444-7000-8000-000000000004");
    static final Instant ASKED = Instant.parse("2026-11-01T08:00:00Z");
    static final Instant DECIDED = Instant.parse("2026-11-02T09:30:00.123456Z");
    static final Instant EXPIRES = Instant.parse("2027-05-02T08:30:00Z");
    static final Instant RELEASED = Instant.parse("2026-11-03T07:00:00Z");
    static final Instant NO_MORE_RELEASED = Instant.parse("2026-11-20T16:45:00Z");
    static final Instant ENDED = Instant.parse("2026-12-24T18:00:00Z");
    static final Instant MADE = Instant.parse("2027-06-01T12:00:00Z");
    static final URI ADDRESS = URI.create("https://handschlag.example");
    static final String AGENCY = "Beratungsstelle „Ankommen“ <Nord> & Söhne";
    static final String CASE = "A 17/4\"<b>";
    static final Notice NOTICE = Notice.ofText("wording-3", "a".repeat(64), NoticeLanguage.AR,
            "هل يجوز لنا الاطلاع على هذه البيانات؟\nالهاتف & <البريد>");

    private SampleReceipts() {}

    static Receipt of(Receipt.State state) {
        return of(state, NOTICE, PageLanguage.ARABIC);
    }

    static Receipt of(Receipt.State state, @Nullable Notice notice, PageLanguage language) {
        boolean refused = state == Receipt.State.REFUSED;
        List<Receipt.Item> granted = List.of(item("phone", "الهاتف", "Telefon", false),
                item("health_insurance", "التأمين الصحي", "Krankenversicherung", true));
        List<Receipt.Item> notGranted = List.of(item("email", "البريد", "E-Mail", false));
        List<Receipt.Item> all = List.of(granted.getFirst(), granted.getLast(), notGranted.getFirst());
        DecidedConsent consent = new DecidedConsent(RECORD, "mbe-nord", CASE, "case-management", statusOf(state),
                refused ? List.of() : List.of("phone", "health_insurance"),
                refused ? List.of("phone", "health_insurance", "email") : List.of("email"),
                refused ? List.of() : List.of("health_insurance"), "Art. 6 Abs. 1 Buchst. a DSGVO", ASKED, DECIDED,
                refused ? null : EXPIRES, endOf(state), state == Receipt.State.REPLACED ? LATER_RECORD : null,
                recordedAs(state), null, refused ? List.of() : releases(endOf(state)), notice);
        return new Receipt(consent,
                new AgencyView("mbe-nord", AGENCY, "mbe", Sector.PRIVATE, "DSGVO+BDSG", "state-dpa", false, null,
                        "Nordring 1, 12345 Musterau, 030 123", null, state == Receipt.State.GIVEN ? 6 : null),
                MADE, language, new Named("case-management", "متابعة الحالة", "ar", "Fallbegleitung"),
                new Named("case-management", "نرافقك.", "ar", null),
                URI.create("https://w3id.org/dpv/sector/publicservices#SocialAssistanceManagement"),
                refused ? List.of() : granted, refused ? all : notGranted,
                consent.releases().stream()
                        .map(release -> new Receipt.Release(release, "Stelle <" + release.sourceAgencyId() + "> & Co"))
                        .toList(),
                ADDRESS);
    }

    private static List<DeclaredRelease> releases(@Nullable Instant endOfConsent) {
        Standing standing = endOfConsent == null ? Standing.RELEASED : Standing.ENDED_WITH_CONSENT;
        return List.of(new DeclaredRelease("told-only", standing, null, endOfConsent),
                new DeclaredRelease("psz-nord", standing, RELEASED, endOfConsent),
                new DeclaredRelease("taken-back", Standing.TAKEN_BACK, RELEASED, NO_MORE_RELEASED),
                new DeclaredRelease("changed", Standing.SOURCE_CHANGED, RELEASED, NO_MORE_RELEASED),
                new DeclaredRelease("unknown", Standing.ENDED, RELEASED, NO_MORE_RELEASED));
    }

    static List<Receipt.State> states() {
        return Arrays.asList(Receipt.State.values());
    }

    private static @Nullable Instant endOf(Receipt.State state) {
        return switch (state) {
            case GIVEN, REFUSED -> null;
            case EXPIRED -> EXPIRES;
            case WITHDRAWN, WITHDRAWN_ON_PAPER, WITHDRAWN_BY_WORD, REPLACED, INVALIDATED -> ENDED;
        };
    }

    private static @Nullable Channel recordedAs(Receipt.State state) {
        return switch (state) {
            case WITHDRAWN_ON_PAPER -> Channel.PAPER;
            case WITHDRAWN_BY_WORD -> Channel.ORAL;
            case GIVEN, REFUSED, WITHDRAWN, EXPIRED, REPLACED, INVALIDATED -> null;
        };
    }

    private static ConsentStatus statusOf(Receipt.State state) {
        return switch (state) {
            case GIVEN -> ConsentStatus.GIVEN;
            case REFUSED -> ConsentStatus.REFUSED;
            case WITHDRAWN, WITHDRAWN_ON_PAPER, WITHDRAWN_BY_WORD -> ConsentStatus.WITHDRAWN;
            case EXPIRED -> ConsentStatus.EXPIRED;
            case REPLACED, INVALIDATED -> ConsentStatus.INVALIDATED;
        };
    }

    private static Receipt.Item item(String key, String arabic, String german, boolean special) {
        return new Receipt.Item(new Named(key, arabic, "ar", german), special, special);
    }
}
