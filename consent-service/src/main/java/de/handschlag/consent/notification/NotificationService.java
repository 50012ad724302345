package de.handschlag.consent.notification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.LoginsChanged;
import de.handschlag.consent.notification.NotificationChoice.NotificationAddress;
import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;
import de.handschlag.consent.notification.NotificationChoice.WantedAddress;
import de.handschlag.consent.notification.StoredAddress.Status;
import de.handschlag.consent.onetimecode.CodeThrottle;
import de.handschlag.consent.onetimecode.IssuedCode;
import de.handschlag.consent.onetimecode.OneTimeCodeKind;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.page.PageLanguage;
import de.handschlag.problem.ProblemType;

/**
 * What a person chooses (R41). Nothing is sent to an address before its reader has confirmed it with a code, and an address that is no
 * longer used is told so: whoever has somebody's session for a while cannot turn the messages away unseen.
 */
@ApplicationScoped
class NotificationService {

    static final ProblemType NOT_OFFERED = new ProblemType("notifications-not-offered", 409,
            "This installation sends no messages", "Von hier werden keine Nachrichten verschickt",
            "Look for what is new yourself (GET /v1/me/consent-records).");
    private static final long DAY_SECONDS = 86_400;

    private final DataSubjectService dataSubjects;
    private final NotificationAddressRepository addresses;
    private final NotificationOutbox outbox;
    private final OneTimeCodeService codes;
    private final CodeThrottle attempts;
    private final SealedTexts sealed;
    private final MessageChannels channels;
    private final NotificationSettings settings;
    private final NewTransaction transaction;
    private final InstantSource clock;

    NotificationService(DataSubjectService dataSubjects, NotificationAddressRepository addresses,
            NotificationOutbox outbox, OneTimeCodeService codes, CodeThrottle attempts, SealedTexts sealed,
            MessageChannels channels, NotificationSettings settings, NewTransaction transaction, InstantSource clock) {
        this.dataSubjects = dataSubjects;
        this.addresses = addresses;
        this.outbox = outbox;
        this.codes = codes;
        this.attempts = attempts;
        this.sealed = sealed;
        this.channels = channels;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the login's person has chosen. */
    @Transactional
    NotificationChoice show(Login login) {
        return choice(dataSubjects.require(login));
    }

    /**
     * Has a code sent to an address that is new, in place of one that waits; for the address in use, changes what the messages are like.
     *
     * @throws HttpProblem 409 if nothing is sent here, 422 if it is no address or no language, 429 after so many codes in a day
     */
    @Transactional
    NotificationChoice enter(Login login, WantedAddress wanted) {
        LockedPerson person = dataSubjects.lock(login);
        MessageAddress address = entered(wanted.address());
        String language = PageLanguage.of(wanted.language()).map(PageLanguage::tag).orElseThrow(
                () -> InvalidRequest.body("language", "the tag of a language that persons' pages have is expected"));
        boolean namesOffices = Boolean.TRUE.equals(wanted.namesOffices());
        Optional<StoredAddress> inUse = addresses.find(person.dataSubjectId(), Status.CONFIRMED);
        if (inUse.flatMap(this::open).filter(known -> known.comparable().equals(address.comparable())).isPresent()) {
            addresses.change(inUse.get().addressId(), language, namesOffices);
        } else {
            sendCode(person, address, language, namesOffices);
        }
        return choice(person.dataSubjectId());
    }

    private void sendCode(LockedPerson person, MessageAddress address, String language, boolean namesOffices) {
        Instant now = clock.instant();
        if (!addresses.countCode(sealed.hash("person " + person.dataSubjectId()), settings.codesPerDay(), now)) {
            throw ProblemType.TOO_MANY_REQUESTS.retryAfter(DAY_SECONDS, "Too many codes were sent within a day.");
        }
        addresses.find(person.dataSubjectId(), Status.ENTERED)
                .ifPresent(former -> addresses.remove(former.addressId()));
        UUID addressId = UUID.randomUUID();
        StoredAddress entered = new StoredAddress(addressId, person.dataSubjectId(), Status.ENTERED, address.channel(),
                sealed.seal(StoredAddress.context(addressId), address.text()), language, namesOffices,
                person.loginBindingId(), now, null, null);
        addresses.add(entered);
        IssuedCode code = codes.issueAddressCode(person.dataSubjectId());
        // Said to nobody: it would tell that somebody else entered this address, too.
        if (addresses.countCode(sealed.hash("address " + address.comparable()), settings.codesPerDay(), now)) {
            UUID notificationId = UUID.randomUUID();
            outbox.noteCode(notificationId, entered,
                    sealed.seal(NotificationOutbox.codeContext(notificationId), code.code()), code.expiresAt(), now);
        }
    }

    /**
     * Whoever typed the code reads the address that waits: messages go there from now on, and the one before is told that they do not go
     * there any more.
     *
     * @throws HttpProblem 422 if it is not the code of this person's address, 409 if it has confirmed this address before, 429 after too
     *                     many wrong ones
     */
    NotificationChoice confirm(Login login, String code) {
        return attempts.byLogin(login.issuer(), login.subject(), () -> transaction.call(() -> confirmed(login, code)));
    }

    private NotificationChoice confirmed(Login login, String code) {
        LockedPerson person = dataSubjects.lock(login);
        Optional<StoredAddress> inUse = addresses.find(person.dataSubjectId(), Status.CONFIRMED);
        StoredAddress meant = addresses.find(person.dataSubjectId(), Status.ENTERED).or(() -> inUse).orElseThrow(
                () -> OneTimeCodeService.CODE_NOT_VALID.because("No address of this person waits for a code."));
        codes.redeem(OneTimeCodeKind.ADDRESS, code, person.dataSubjectId(), "address " + meant.addressId());
        if (meant.status() == Status.CONFIRMED) {
            return choice(person.dataSubjectId());
        }
        inUse.ifPresent(former -> leave(former, clock.instant()));
        outbox.removeCodes(meant.addressId());
        addresses.confirm(meant.addressId(), clock.instant());
        return choice(person.dataSubjectId());
    }

    /** No messages any more; once more changes nothing. An address that only waits is forgotten at once. */
    @Transactional
    void end(Login login) {
        LockedPerson person = dataSubjects.lock(login);
        forgetEntered(person.dataSubjectId());
        addresses.find(person.dataSubjectId(), Status.CONFIRMED).ifPresent(address -> leave(address, clock.instant()));
    }

    /** Forgets the address that waits, and leaves the one in use as it is; once more changes nothing. */
    @Transactional
    void takeBack(Login login) {
        forgetEntered(dataSubjects.lock(login).dataSubjectId());
    }

    private void forgetEntered(UUID dataSubjectId) {
        addresses.find(dataSubjectId, Status.ENTERED).ifPresent(entered -> addresses.remove(entered.addressId()));
        codes.revokeAddressCode(dataSubjectId);
    }

    /** A login that is the person's no more takes the addresses along that it entered (R35). */
    void loginsChanged(@Observes LoginsChanged change) {
        outbox.noteLogin(change.person(), change.at());
        UUID ended = change.ended();
        if (ended != null) {
            for (StoredAddress address : addresses.enteredBy(change.person().dataSubjectId(), ended)) {
                if (address.status() == Status.CONFIRMED) {
                    leave(address, change.at());
                } else {
                    forgetEntered(address.dataSubjectId());
                }
            }
        }
    }

    private void leave(StoredAddress address, Instant now) {
        addresses.leave(address.addressId());
        outbox.noteLeft(address, now);
    }

    private NotificationChoice choice(UUID dataSubjectId) {
        return NotificationChoice.of(channels.offered(),
                addresses.find(dataSubjectId, Status.CONFIRMED).map(this::shown).orElse(null),
                addresses.find(dataSubjectId, Status.ENTERED).map(this::shown).orElse(null));
    }

    private NotificationAddress shown(StoredAddress stored) {
        return new NotificationAddress(stored.channel(), open(stored).map(MessageAddress::text).orElse(null),
                stored.language(), stored.namesOffices(), stored.enteredAt(), stored.confirmedAt(),
                stored.undeliveredSince());
    }

    /** Empty if its key is gone, or nothing is sent from here to such addresses any more. */
    private Optional<MessageAddress> open(StoredAddress stored) {
        return channels.isAnyOffered()
                ? sealed.open(StoredAddress.context(stored.addressId()), stored.sealed())
                        .flatMap(MessageAddress::stored).filter(channels::reaches)
                : Optional.empty();
    }

    /** What has an at sign is meant to be an e-mail address. */
    private MessageAddress entered(String typed) {
        boolean ofMail = typed.indexOf('@') >= 0 || !channels.offers(NotificationChannel.SMS);
        if (!channels.offers(ofMail ? NotificationChannel.EMAIL : NotificationChannel.SMS)) {
            throw NOT_OFFERED.because("The operator has set nothing by which messages would get there.");
        }
        return ofMail
                ? EmailAddress.of(typed).orElseThrow(
                        () -> InvalidRequest.body("address", "an e-mail address such as name@example.org is expected"))
                : MobileNumber.typed(typed).filter(channels::reaches).orElseThrow(() -> InvalidRequest.body("address",
                        "the number of a mobile telephone that messages go to from here is expected"));
    }
}
