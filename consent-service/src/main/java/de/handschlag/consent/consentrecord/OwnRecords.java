package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.WantedLanguages;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.event.ApprovalEvidence.Answer;

/** Puts a person's records into the words of their pages. What they are is told by {@link ConsentRecordService}. */
@ApplicationScoped
class OwnRecords {

    private static final int PER_PAGE = 100;

    private final ConsentRecordService consentRecords;
    private final AgencyService agencies;
    private final CatalogueNames names;

    OwnRecords(ConsentRecordService consentRecords, AgencyService agencies, CatalogueNames names) {
        this.consentRecords = consentRecords;
        this.agencies = agencies;
        this.names = names;
    }

    /** How a record stands, as a page says it; the order is that of a list. */
    enum Standing {
        WAITING,
        GIVEN,
        GIVEN_ON_PAPER,
        GIVEN_BY_WORD,
        REFUSED,
        CONTESTED,
        WITHDRAWN,
        WITHDRAWN_ON_PAPER,
        WITHDRAWN_BY_WORD,
        EXPIRED,
        INVALIDATED,
        REPLACED,
        TAKEN_BACK,
        LAPSED;

        static Standing of(ConsentRecordView view) {
            return switch (view.status()) {
                case REQUESTED -> WAITING;
                case GIVEN -> ofApproval(view.recordedApproval());
                case REFUSED -> REFUSED;
                case WITHDRAWN ->
                    isContested(view.recordedApproval()) ? CONTESTED : ofWithdrawal(view.recordedWithdrawal());
                case EXPIRED -> EXPIRED;
                case INVALIDATED -> view.replacedBy() == null ? ofRequest(view) : REPLACED;
            };
        }

        private static Standing ofWithdrawal(ConsentRecordView.@Nullable Recorded recorded) {
            return recorded == null ? WITHDRAWN : switch (recorded.channel()) {
                case PAPER -> WITHDRAWN_ON_PAPER;
                case ORAL -> WITHDRAWN_BY_WORD;
            };
        }

        private static Standing ofApproval(ConsentRecordView.@Nullable Approved recorded) {
            return recorded == null ? GIVEN : switch (recorded.channel()) {
                case WEB -> GIVEN;
                case PAPER -> GIVEN_ON_PAPER;
                case ORAL -> GIVEN_BY_WORD;
            };
        }

        private static boolean isContested(ConsentRecordView.@Nullable Approved recorded) {
            return recorded != null && recorded.answer() == Answer.CONTESTED;
        }

        /** Whether it is a grant in force, however it was given. */
        boolean isGiven() {
            return this == GIVEN || this == GIVEN_ON_PAPER || this == GIVEN_BY_WORD;
        }

        private static Standing ofRequest(ConsentRecordView view) {
            return view.isTakenBack() || view.isAskedForMore() ? TAKEN_BACK : view.isLapsed() ? LAPSED : INVALIDATED;
        }

        /** Whether there was a grant: what was lapsed, refused or taken back before never was one. */
        boolean everGranted(ConsentRecordView view) {
            return this != WAITING && this != REFUSED && view.expiresAt() != null;
        }

        /** Of the mark that stands beside it. */
        public String mark() {
            return switch (this) {
                case GIVEN, GIVEN_ON_PAPER, GIVEN_BY_WORD -> "good";
                case WAITING -> "warning";
                case REFUSED, CONTESTED, WITHDRAWN, WITHDRAWN_ON_PAPER, WITHDRAWN_BY_WORD, EXPIRED, INVALIDATED,
                        REPLACED, TAKEN_BACK, LAPSED ->
                    "open";
            };
        }

        public String text(ConsentsMessages text) {
            return switch (this) {
                case WAITING -> text.waiting();
                case GIVEN -> text.given();
                case GIVEN_ON_PAPER -> text.givenOnPaper();
                case GIVEN_BY_WORD -> text.givenByWord();
                case CONTESTED -> text.contested();
                case REFUSED -> text.refused();
                case WITHDRAWN -> text.withdrawn();
                case WITHDRAWN_ON_PAPER -> text.withdrawnOnPaper();
                case WITHDRAWN_BY_WORD -> text.withdrawnByWord();
                case EXPIRED -> text.expired();
                case INVALIDATED -> text.invalidated();
                case REPLACED -> text.replaced();
                case TAKEN_BACK -> text.takenBack();
                case LAPSED -> text.lapsed();
            };
        }
    }

    /** One record in the list of its office. */
    record Listed(UUID id, Named purpose, Standing standing, Instant requestedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt) {

        public boolean isWaiting() {
            return standing == Standing.WAITING;
        }

        public boolean isGiven() {
            return standing.isGiven();
        }
    }

    /**
     * An office and what it was told.
     *
     * @param records those in force and those that wait first
     */
    record Office(String agencyId, String name, List<Listed> records) {

        /** Whether there is more than one thing to take back. */
        public boolean hasSeveralGrants() {
            return records.stream().filter(Listed::isGiven).count() > 1;
        }
    }

    /** @param next cursor of the next page; null on the last one */
    record Offices(List<Office> offices, @Nullable String next) {}

    /** All records of one page, by office. */
    Offices byOffice(Login login, @Nullable String cursor, String language) {
        ConsentRecordView.Page page = consentRecords.list(login, null, cursor == null ? null : Cursor.decode(cursor),
                PER_PAGE);
        Map<String, List<Listed>> byOffice = new LinkedHashMap<>();
        for (ConsentRecordView view : page.consentRecords()) {
            byOffice.computeIfAbsent(view.agencyId(), _ -> new ArrayList<>()).add(listed(view, language));
        }
        return new Offices(byOffice.entrySet().stream()
                .map(office -> new Office(office.getKey(), officeName(office.getKey()),
                        office.getValue().stream().sorted(Comparator.comparing(Listed::standing)).toList()))
                .toList(), page.nextCursor());
    }

    /** What the office may see now by the person's decisions. */
    Office inForce(Login login, String agencyId, String language) {
        return new Office(agencyId, officeName(agencyId),
                consentRecords.inForce(login, agencyId).stream().map(view -> listed(view, language)).toList());
    }

    private Listed listed(ConsentRecordView view, String language) {
        return new Listed(view.consentRecordId(), names.purpose(view.purpose(), language), Standing.of(view),
                view.requestedAt(), view.decidedAt(), view.expiresAt(), view.endedAt());
    }

    /**
     * One record with all that a page says of it.
     *
     * @param plainly what is done with the data, in a sentence; null if the catalogue has the purpose no more
     * @param allowed what is or was granted; empty if nothing ever was
     * @param refused what was asked for and not granted
     * @param read    the text that the decision rests on; null if there is none
     */
    record Whole(ConsentRecordView view, String office, Named purpose, @Nullable Named plainly, Standing standing,
            List<Named> allowed, List<Named> refused, List<Named> explicit, @Nullable ShownNotice read,
            @Nullable String version) {

        public boolean isWithdrawn() {
            return view.status() == ConsentStatus.WITHDRAWN;
        }

        /** What the office wrote down when it recorded the withdrawal, or else the approval; null if it did not. */
        public @Nullable String reason() {
            ConsentRecordView.Recorded recorded = view.recordedWithdrawal();
            ConsentRecordView.Approved approved = view.recordedApproval();
            return recorded != null ? recorded.reason() : approved == null ? null : approved.reason();
        }

        /** How the office says that it was given; null if the person gave it by a login. */
        public ConsentRecordView.@Nullable Approved approved() {
            return view.recordedApproval();
        }

        /** Whether the person is asked if they said what the office recorded. */
        public boolean isToBeAnswered() {
            ConsentRecordView.Approved approved = view.recordedApproval();
            return approved != null && approved.toBeAnswered();
        }

        public boolean isInvalidated() {
            return standing == Standing.INVALIDATED;
        }

        public boolean isGiven() {
            return standing.isGiven();
        }

        public boolean isWaiting() {
            return standing == Standing.WAITING;
        }

        /** Whether the person can approve what they refused. */
        public boolean isStillApprovable() {
            return Boolean.TRUE.equals(view.canStillBeApproved());
        }
    }

    Whole whole(Login login, UUID id, String language) {
        ConsentRecordView view = consentRecords.show(login, id, WantedLanguages.ofTag(language).orElseThrow(), false);
        Standing standing = Standing.of(view);
        boolean everGranted = standing.everGranted(view);
        List<String> granted = everGranted ? view.attributes() : List.of();
        Notice read = standing == Standing.WAITING ? null : view.notice();
        return new Whole(view, officeName(view.agencyId()), names.purpose(view.purpose(), language),
                names.purposePlainly(view.purpose(), language), standing, named(granted, language),
                named(view.requestedAttributes().stream().filter(key -> !granted.contains(key)).toList(), language),
                named(everGranted ? view.explicitAttributes() : List.of(), language),
                read == null ? null : ShownNotice.of(read, true), read == null ? null : read.version());
    }

    /** What ended with one decision. */
    List<ConsentRecordView> endedWith(Login login, long revision) {
        return consentRecords.endedWith(login, revision);
    }

    Named purpose(String key, String language) {
        return names.purpose(key, language);
    }

    String officeName(String agencyId) {
        return agencies.nameOf(agencyId);
    }

    private List<Named> named(List<String> keys, String language) {
        return keys.stream().map(key -> names.attribute(key, language)).toList();
    }
}
