package de.handschlag.consent.onetimecode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.event.Guardianship;
import de.handschlag.problem.ProblemType;

@ApplicationScoped
@Startup
public class OneTimeCodeService {

    public static final ProblemType CODE_NOT_VALID = new ProblemType("code-not-valid", 422, "The code is not valid",
            "Der Code ist nicht gültig", "Check the code; if it was used or is too old, ask for a new one.");

    /** R11: who guesses dates is stopped as who guesses codes. */
    public static final ProblemType BIRTH_DATE_DIFFERS = new ProblemType("birth-date-differs", 409,
            "Another birth date was stated for this person",
            "Für diese Person wurde ein anderes Geburtsdatum angegeben",
            "Look at the paper again. The first statement stands; it is told to nobody.");

    public static final ProblemType CODE_ALREADY_USED = new ProblemType("code-already-used", 409,
            "You have used this code already, for this", "Diesen Code haben Sie hierfür schon verwendet",
            "Nothing is left to do: read what came of the first request.");

    /** Of one agency, for one person, unused at one time. */
    private static final int GUARDIANS_AT_A_DESK = 4;

    private final OneTimeCodeRepository codes;
    private final CodeSettings settings;
    private final InstantSource clock;
    private final SecretKeySpec pepper;

    OneTimeCodeService(OneTimeCodeRepository codes, CodeSettings settings, InstantSource clock) {
        if (settings.pepper().length() < 16) {
            throw new IllegalStateException("HANDSCHLAG_CODE_PEPPER needs at least 16 characters.");
        }
        this.codes = codes;
        this.settings = settings;
        this.clock = clock;
        this.pepper = new SecretKeySpec(settings.pepper().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** A new code for a person whose row the caller has locked; the person's older one that is not used ends. */
    @Transactional(TxType.MANDATORY)
    public IssuedCode issueLinkCode(UUID dataSubjectId) {
        return issue(OneTimeCodeKind.LINK, dataSubjectId, null, null, settings.linkCodeValidity()).issued();
    }

    /** The same, made by an agency: its older one for this person ends, and no other agency's (R35, R37). */
    @Transactional(TxType.MANDATORY)
    public MadeCode issueBindingCode(UUID dataSubjectId, String agencyId) {
        return issue(OneTimeCodeKind.BINDING, dataSubjectId, agencyId, null, settings.bindingCodeValidity());
    }

    /** A code for a guardian's login (R11), made by an agency. The newest few stay: two parents get one each. */
    @Transactional(TxType.MANDATORY)
    public MadeCode issueGuardianCode(UUID dataSubjectId, String agencyId, Guardianship guardianship) {
        codes.deleteUnusedButNewest(dataSubjectId, OneTimeCodeKind.GUARDIAN, agencyId, GUARDIANS_AT_A_DESK - 1);
        return issue(OneTimeCodeKind.GUARDIAN, dataSubjectId, agencyId, guardianship, settings.bindingCodeValidity());
    }

    /** A new code that is sent to an address of a person whose row the caller has locked; an older one that is not used ends. */
    @Transactional(TxType.MANDATORY)
    public IssuedCode issueAddressCode(UUID dataSubjectId) {
        return issue(OneTimeCodeKind.ADDRESS, dataSubjectId, null, null, settings.addressCodeValidity()).issued();
    }

    /** Ends the code that was sent to an address of the person, if nobody has used it. */
    @Transactional(TxType.MANDATORY)
    public void revokeAddressCode(UUID dataSubjectId) {
        codes.deleteUnused(dataSubjectId, OneTimeCodeKind.ADDRESS, null);
    }

    private MadeCode issue(OneTimeCodeKind kind, UUID dataSubjectId, @Nullable String agencyId,
            @Nullable Guardianship guardianship, Duration validity) {
        if (kind != OneTimeCodeKind.GUARDIAN) {
            codes.deleteUnused(dataSubjectId, kind, agencyId);
        }
        String code = CodeAlphabet.newCode();
        Instant expiresAt = clock.instant().plus(validity);
        OneTimeCode made = new OneTimeCode(hash(CodeAlphabet.normalised(code)), kind, dataSubjectId, agencyId,
                guardianship, expiresAt);
        codes.persist(made);
        return new MadeCode(made.codeId(), new IssuedCode(code, expiresAt));
    }

    /**
     * Whose code it is, so that the caller can lock the person before the code is used up. Unknown, expired, of another kind and
     * used by others are one answer (422): a code tells nothing to who has none. Who has used it for the same before is told so
     * (409), and nobody counts that as a wrong code.
     *
     * @param usedBy who uses the code and for what
     */
    @Transactional(TxType.MANDATORY)
    public UUID dataSubjectOf(OneTimeCodeKind kind, String typed, String usedBy) {
        OneTimeCodeRepository.Holder holder = codes
                .holderOf(hash(CodeAlphabet.normalised(typed)), kind, clock.instant())
                .orElseThrow(OneTimeCodeService::notValid);
        if (holder.usedBy() != null) {
            throw usedBefore(holder.usedBy().equals(hash(usedBy)));
        }
        return holder.dataSubjectId();
    }

    /** Uses up the code of a person whose row the caller has locked; 422 or 409 if it ended while the caller waited for that. */
    @Transactional(TxType.MANDATORY)
    public RedeemedCode redeem(OneTimeCodeKind kind, String typed, UUID dataSubjectId, String usedBy) {
        Instant now = clock.instant();
        OneTimeCode code = codes.lock(hash(CodeAlphabet.normalised(typed)))
                .filter(found -> found.isGoodFor(kind, now) && found.dataSubjectId().equals(dataSubjectId))
                .orElseThrow(OneTimeCodeService::notValid);
        if (code.isUsed()) {
            throw usedBefore(code.isUsedBy(hash(usedBy)));
        }
        return code.use(hash(usedBy), now);
    }

    private static HttpProblem usedBefore(boolean bySame) {
        return bySame
                ? CODE_ALREADY_USED.because("This request was accepted before with this code; nothing was changed now.")
                : notValid();
    }

    private static HttpProblem notValid() {
        return CODE_NOT_VALID.because("The code is unknown, used or expired.");
    }

    /** All codes of a person end. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(UUID dataSubjectId) {
        codes.deleteOf(dataSubjectId);
    }

    /** Ends the codes that an agency made for logins of the person and of guardians and that nobody has used. */
    @Transactional(TxType.MANDATORY)
    public void revokeBindingCodes(UUID dataSubjectId, String agencyId) {
        codes.deleteUnused(dataSubjectId, OneTimeCodeKind.BINDING, agencyId);
        codes.deleteUnused(dataSubjectId, OneTimeCodeKind.GUARDIAN, agencyId);
    }

    /** Ends the codes for guardians of the person that nobody has used, whichever agency made them. */
    @Transactional(TxType.MANDATORY)
    public void revokeGuardianCodes(UUID dataSubjectId) {
        codes.deleteUnusedOfAll(dataSubjectId, OneTimeCodeKind.GUARDIAN);
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void clearOut() {
        codes.deleteExpired(clock.instant());
    }

    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(pepper);
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
