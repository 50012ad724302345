package de.handschlag.consent.onetimecode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.problem.ProblemType;

@ApplicationScoped
@Startup
public class OneTimeCodeService {

    static final ProblemType CODE_NOT_VALID = new ProblemType("code-not-valid", 422,
            "The code is not valid", "Der Code ist nicht gültig",
            "Check the code; if it was used or is too old, ask for a new one.");

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

    /** A new code for a person whose row the caller has locked; the person's older code of this kind ends. */
    @Transactional(TxType.MANDATORY)
    public IssuedCode issue(OneTimeCodeKind kind, UUID dataSubjectId) {
        codes.deleteOf(dataSubjectId, kind);
        String code = CodeAlphabet.newCode();
        Instant expiresAt = clock.instant().plus(switch (kind) {
            case LINK -> settings.linkCodeValidity();
            case BINDING -> settings.bindingCodeValidity();
        });
        codes.persist(new OneTimeCode(hash(code), kind, dataSubjectId, expiresAt));
        return new IssuedCode(code, expiresAt);
    }

    /**
     * Whose code it is, so that the caller can lock the person before the code is used up. Unknown, used, expired and of another
     * kind are one answer (422): a code tells nothing to who has none.
     */
    @Transactional(TxType.MANDATORY)
    public UUID dataSubjectOf(OneTimeCodeKind kind, String typed) {
        return codes.dataSubjectOf(hash(typed), kind, clock.instant()).orElseThrow(OneTimeCodeService::notValid);
    }

    /** Uses up the code of a person whose row the caller has locked; 422 if it ended while the caller waited for that. */
    @Transactional(TxType.MANDATORY)
    public void redeem(OneTimeCodeKind kind, String typed, UUID dataSubjectId) {
        codes.delete(codes.lock(hash(typed))
                .filter(found -> found.isGoodFor(kind, clock.instant()) && found.dataSubjectId().equals(dataSubjectId))
                .orElseThrow(OneTimeCodeService::notValid));
    }

    private static HttpProblem notValid() {
        return CODE_NOT_VALID.because("The code is unknown, used or expired.");
    }

    /** All codes of a person end. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(UUID dataSubjectId) {
        codes.deleteOf(dataSubjectId);
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void clearOut() {
        codes.deleteExpired(clock.instant());
    }

    private String hash(String code) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(pepper);
            byte[] hash = mac.doFinal(CodeAlphabet.normalised(code).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
