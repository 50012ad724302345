package de.handschlag.systemtest;

import static de.handschlag.systemtest.LeakScene.EMERGENCY;
import static de.handschlag.systemtest.LeakScene.ID;
import static de.handschlag.systemtest.LeakScene.PURPOSE;
import static de.handschlag.systemtest.LeakScene.STATUTE;
import static de.handschlag.systemtest.LeakScene.caseOf;
import static de.handschlag.systemtest.LeakScene.plantedOf;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import de.handschlag.sealing.RevisionTokens;
import de.handschlag.teststack.TestIdentities;

/** The rows of the leak table, with the persons that they are about. */
final class LeakTable {

    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final String NO_CASE = caseOf("Z", 99);
    /** A's case of a person who was never asked by anybody. */
    private static final String QUIET = caseOf("A", 1);

    private final LeakScene scene;

    private String logIndexOfB = "";

    LeakTable(LeakScene scene) {
        this.scene = scene;
    }

    /** Brings every person into the state that its row is about. */
    void decide() {
        scene.personOfA(0);
        scene.grant(scene.a, caseOf("A", 0), 0, PURPOSE, "preferred_language");
        scene.personOfA(1);
        scene.personOfA(2);
        scene.ask(scene.a, caseOf("A", 2), 2, PURPOSE, "preferred_language", "phone");
        for (int number = 3; number <= 6; number++) {
            scene.personOfA(number);
            scene.ask(scene.a, caseOf("A", number), number, PURPOSE, "preferred_language", "phone");
        }
        scene.refuse(3);
        scene.ofNumber(4).approve(scene.requestOf(4));
        scene.withdraw(4);
        scene.ofNumber(5).approve(scene.requestOf(5));
        scene.ofNumber(6).approve(scene.requestOf(6));
        scene.expire(6);
        scene.person(7, "phone", "email", "address", "medical_need").giveTo(scene.c, caseOf("C", 7));
        scene.grant(scene.c, caseOf("C", 7), 7, PURPOSE, "preferred_language", "phone");
        scene.invalidate(7);
        scene.person(19).giveTo(scene.c, caseOf("C", 19));
        scene.ask(scene.c, caseOf("C", 19), 19, PURPOSE, "preferred_language", "phone");
        scene.personOfA(8);
        scene.personOfA(9);
        scene.grant(scene.a, caseOf("A", 9), 9, PURPOSE, "preferred_language", "phone");
        scene.stack.consent().delete(scene.a.token(), "/v1/cases/" + caseOf("A", 9)).expect(200);
        scene.personOfA(10).giveTo(scene.b, caseOf("B", 10));
        scene.grant(scene.b, caseOf("B", 10), 10, PURPOSE, "phone", "email");
        scene.personOfA(11);
        scene.grant(scene.a, caseOf("A", 11), 11, LeakScene.OTHER_PURPOSE, "phone");
        scene.personOfA(12);
        // B knows another person by the very reference by which A knows person 12.
        scene.person(13, "phone", "email", "address", "medical_need").giveTo(scene.b, caseOf("A", 12));
        scene.grant(scene.b, caseOf("A", 12), 13, PURPOSE, "phone", "email");
        scene.personOfA(14);
        scene.grantOnly(14, LeakScene.SPECIAL_PURPOSE, List.of("preferred_language"), "preferred_language",
                "medical_need");
        scene.person(15, "phone", "disclosure_block").giveTo(scene.a, caseOf("A", 15));
        scene.grant(scene.a, caseOf("A", 15), 15, PURPOSE, "phone", "preferred_language");
        scene.person(16).giveTo(scene.a, caseOf("A", 16));
        scene.grant(scene.a, caseOf("A", 16), 16, PURPOSE, "phone", "preferred_language");
        scene.person(17).giveTo(scene.a, caseOf("A", 17));
        scene.grant(scene.a, caseOf("A", 17), 17, PURPOSE, "preferred_language");
        scene.personOfA(18);
        scene.grant(scene.a, caseOf("A", 18), 18, PURPOSE, "phone", "email");
        scene.personOfA(20);
        scene.grant(scene.a, LeakScene.BESIDE_CASE, 20, PURPOSE, "preferred_language");
        scene.personOfK(21);
        scene.k.contribute(caseOf("K", 21), "phone", LeakScene.planted(21, "phone"));
        scene.personOfK(22).release(scene.requestOf(22), scene.k.id());
        for (int number : new int[]{0, 4, 5, 10, 11, 13, 14, 15, 16, 17, 18, 20, 21, 22}) {
            scene.awaitEnforced(number);
        }
        scene.erase(8);
        scene.stack.registry().get(scene.b.token(), Agency.viewOf(caseOf("B", 10), PURPOSE)).expect(200);
        String ofB = "&decision=disclosed&dataSubjectId=" + scene.ofNumber(10).dataSubjectId();
        logIndexOfB = await().atMost(BOUND).until(() -> Dpo.entries(scene.stack, ofB), found -> !found.isEmpty())
                .getFirst().path("index").asText();
    }

    private Reach nothing(Supplier<String> token) {
        return new Reach(token, NO_CASE, PURPOSE, null, UUID.randomUUID().toString(), UUID.randomUUID().toString(),
                UUID.randomUUID().toString(), "desk-2", null, "0".repeat(24), "999999999999",
                UUID.randomUUID().toString(), "A".repeat(RevisionTokens.LENGTH));
    }

    /** A case of whoever looks; it tells no more than one that does not exist. */
    private LeakRow own(String kind, int number, UnaryOperator<Reach> question) {
        Reach nothing = question.apply(nothing(scene.a::token));
        return LeakRow.of(kind, nothing.caseReference(caseOf("A", number)), nothing, plantedOf(number))
                .ofOwnCase(QUIET);
    }

    /** Cases of whoever looks, each with what the agency got for its own change of it. */
    private LeakRow atRevision(String kind, int number, int quiet) {
        Reach any = nothing(scene.a::token);
        return LeakRow.of(kind, atRevisionOf(any, number), atRevisionOf(any, quiet), plantedOf(number))
                .ofOwnCase(caseOf("A", quiet));
    }

    private Reach atRevisionOf(Reach reach, int number) {
        return reach.caseReference(caseOf("A", number)).revision(scene.a.revision(caseOf("A", number)));
    }

    /** A request of whoever looks, decided; it must look like the one that nobody has answered. */
    private LeakRow decided(String kind, int number, Agency agency, String initial, int unanswered) {
        Reach nothing = nothing(agency::token).consentRequest(scene.requestOf(unanswered));
        return LeakRow.of(kind, nothing.caseReference(caseOf(initial, number)).consentRequest(scene.requestOf(number)),
                nothing, plantedOf(number)).ofOwnCase(caseOf(initial, unanswered));
    }

    /** Reaches for what B has of person 10. */
    private LeakRow ofB(String kind, Supplier<String> token, String... moreSecrets) {
        Reach nothing = nothing(token);
        List<String> secrets = new ArrayList<>(plantedOf(10));
        secrets.addAll(List.of(moreSecrets));
        return LeakRow.of(kind, nothing.caseReference(caseOf("B", 10)).consentRequest(scene.requestOf(10))
                .person(scene.ofNumber(10).dataSubjectId()).logIndex(logIndexOfB), nothing, secrets);
    }

    /** What A may see of one person, beside what it may see of another of whom less is known. */
    private LeakRow beside(String kind, int number, int withLess, String attributes) {
        Reach nothing = nothing(scene.a::token).attributes(attributes);
        return LeakRow.of(kind, nothing.caseReference(caseOf("A", number)).consentRequest(scene.requestOf(number)),
                nothing.caseReference(caseOf("A", withLess)).consentRequest(scene.requestOf(withLess)),
                plantedOf(number)).ofOwnCase(caseOf("A", withLess));
    }

    private LeakRow emergency(String kind, String emergencyAccess) {
        LeakRow row = own(kind, 1, r -> r.purpose(EMERGENCY));
        return LeakRow.of(kind, row.hidden().emergencyAccess(emergencyAccess), row.nothing(), row.secrets())
                .ofOwnCase(QUIET);
    }

    List<LeakRow> rows() {
        List<LeakRow> rows = new ArrayList<>();
        rows.addAll(ofTheDecision());
        rows.addAll(ofTheGrant());
        rows.addAll(ofTheClient());
        rows.addAll(ofNorms());
        rows.addAll(ofOthers());
        rows.addAll(ofRevisions());
        return rows;
    }

    /** Of the header Consent-Revision: what was not given for the case is as good as made up, the rest tells no state. */
    private List<LeakRow> ofRevisions() {
        Reach nothing = nothing(scene.a::token);
        Reach of10 = nothing.caseReference(caseOf("A", 10));
        return List.of(
                LeakRow.of("revision that another agency was given for the same person",
                        of10.revision(scene.b.revision(caseOf("B", 10))), nothing, plantedOf(10)).ofOwnCase(QUIET),
                LeakRow.of("revision of another case", of10.revision(scene.a.revision(caseOf("A", 11))), nothing,
                        plantedOf(10)).ofOwnCase(QUIET),
                LeakRow.of("revision that has expired", of10.revision(scene.expiredRevision(scene.a, 10)), nothing,
                        plantedOf(10)).ofOwnCase(QUIET),
                LeakRow.of("revision of a case that does not exist any more",
                        nothing.revision(scene.a.revision(caseOf("A", 8))), nothing, plantedOf(8)),
                atRevision("granted to another agency only, at the own revision", 10, 1),
                atRevision("refused, at the own revision", 3, 2), atRevision("withdrawn, at the own revision", 4, 2),
                atRevision("expired, at the own revision", 6, 2));
    }

    private List<LeakRow> ofTheDecision() {
        Reach nothing = nothing(scene.a::token);
        String tag = scene.tag(scene.a, caseOf("A", 5));
        scene.withdraw(5);
        scene.awaitEnforced(5);
        LeakRow withdrawn = decided("withdrawn after a read, with the entity tag of then", 5, scene.a, "A", 2);
        return List
                .of(own("never asked", 1, r -> r), decided("refused", 3, scene.a, "A", 2),
                        decided("withdrawn before anything was read", 4, scene.a, "A", 2),
                        // R10, R23: whoever received data is told of the end, in the feed and by an obligation.
                        LeakRow.of(withdrawn.kind(), withdrawn.hidden().entityTag(tag), withdrawn.nothing(),
                                withdrawn.secrets()).ofOwnCase(caseOf("A", 2))
                                .tellingBy(ReadPath.FEED, ReadPath.OBLIGATIONS),
                        decided("expired", 6, scene.a, "A", 2),
                        decided("invalidated, the recipient having become another one", 7, scene.c, "C", 19),
                        LeakRow.of("erased", nothing.caseReference(caseOf("A", 8)), nothing, plantedOf(8)),
                        LeakRow.of("unlinked while granted", nothing.caseReference(caseOf("A", 9)).consentRequest(
                                scene.requestOf(9)), nothing.consentRequest(scene.requestOf(2)), plantedOf(9)),
                        own("granted to another agency only", 10, r -> r),
                        // R18: what the client is entitled to, its feed tells.
                        own("granted for another purpose only", 11, r -> r).tellingBy(ReadPath.FEED), LeakRow
                                .of("another person's under the same reference at another agency",
                                        nothing.caseReference(caseOf("A", 12)), nothing, plantedOf(13))
                                .ofOwnCase(QUIET));
    }

    private List<LeakRow> ofTheGrant() {
        UnaryOperator<Reach> medicalNeed = r -> r.purpose(LeakScene.SPECIAL_PURPOSE).attributes("medical_need");
        return List.of(
                own("attribute outside of the grant, asked for by name", 0, r -> r.attributes("email"))
                        .tellingBy(ReadPath.FEED),
                own("attribute that is not shareable, asked for by name", 0, r -> r.attributes("ethnicity"))
                        .tellingBy(ReadPath.FEED),
                own("special category without the explicit step", 14, medicalNeed).tellingBy(ReadPath.FEED),
                beside("attributes outside of the grant, beside a person of whom nobody knows them", 0, 17, null),
                beside("address behind a disclosure block, beside a person whose address nobody knows", 15, 16, null),
                beside("phone behind a disclosure block, asked for by name", 15, 16, "phone"),
                beside("phone under secrecy that is not released, beside a person whose phone nobody knows", 21, 16,
                        null),
                beside("release of a source that contributed nothing, beside a person who released nobody", 22, 16,
                        null));
    }

    private List<LeakRow> ofTheClient() {
        TestIdentities identities = scene.stack.identities();
        String shortLived = identities.shortLivedAgencySystem(scene.b.id(), Duration.ofSeconds(1), PURPOSE);
        Agency narrow = new Agency(scene.stack, scene.a.id(), LeakScene.OTHER_PURPOSE);
        Reach notEntitled = nothing(narrow::token);
        return List.of(
                LeakRow.of("client that is not entitled to the purpose", notEntitled.caseReference(caseOf("A", 18)),
                        notEntitled, plantedOf(18)).ofOwnCase(QUIET),
                ofB("another agency's case", scene.a::token, scene.b.id(), caseOf("S", 10)),
                ofB("another agency's case, by a caseworker", this::caseworker, scene.b.id(), caseOf("S", 10)),
                ofB("token of another issuer", () -> TestIdentities.partner().agencySystem(scene.b.id(), PURPOSE)),
                ofB("token for another service", () -> identities.agencySystemWithWrongAudience(scene.b.id(), PURPOSE)),
                ofB("token that has expired", () -> shortLived), ofB("token that is none", () -> "leak"),
                ofB("no token", () -> null),
                ofB("token of no agency", () -> identities.agencySystemWithoutAgency(PURPOSE)),
                ofB("login of another person", scene.ofNumber(1)::token, scene.b.id()),
                ofB("login of the administrator", identities::admin, scene.b.id()),
                ofB("login without a role", identities::withoutRole, scene.b.id()),
                // Who controls sees the log, and never a value.
                ofB("login of the data-protection officer", identities::dpo).tellingBy(ReadPath.LOG_BY_PERSON,
                        ReadPath.LOG_BY_CASE, ReadPath.ONE_LOG_ENTRY, ReadPath.EXPLANATION, ReadPath.EXPORT_OF_THE_LOG,
                        ReadPath.INBOX_OF_EMERGENCIES));
    }

    private String caseworker() {
        return scene.stack.identities().caseworker(scene.a.id(), PURPOSE, EMERGENCY);
    }

    private List<LeakRow> ofNorms() {
        String ofColleague = scene.emergency(scene.a, caseOf("A", 1), "desk-1");
        String ofOtherCase = scene.emergency(scene.a, caseOf("A", 2), "desk-2");
        String over = scene.emergency(scene.a, caseOf("A", 1), "desk-2");
        scene.endEmergency(over);
        String ofB = scene.emergency(scene.b, caseOf("B", 10), "desk-2");
        Reach review = nothing(this::caseworker);
        Reach byStatute = nothing(scene.a::token).purpose(STATUTE);
        return List.of(
                own("statute, for attributes that it does not list", 1,
                        r -> r.purpose(STATUTE).attributes("email,medical_need")),
                LeakRow.of("statute, for another agency's case", byStatute.caseReference(caseOf("B", 10)), byStatute,
                        plantedOf(10)),
                own("emergency that nobody has opened", 1, r -> r.purpose(EMERGENCY)),
                emergency("emergency access of a colleague", ofColleague),
                emergency("emergency access to another case", ofOtherCase),
                emergency("emergency access that is over", over), emergency("emergency access of another agency", ofB),
                LeakRow.of("emergency access of another agency, by a caseworker who reviews",
                        review.emergencyAccess(ofB), review, plantedOf(10)));
    }

    private List<LeakRow> ofOthers() {
        Reach nothing = nothing(scene.a::token);
        Reach ofC = nothing(scene.c::token);
        String tagOfB = scene.tag(scene.b, caseOf("B", 10));
        String cursorOfB = scene.stack.registry().get(scene.b.token(), "/v1/changes").expect(200).body().path("next")
                .asText();
        // B received the phone number, which becomes another one: B owes an answer.
        scene.stack.registry().put(scene.source.token(), "/v1/cases/" + caseOf("S", 10) + "/attributes/phone",
                Map.of("value", LeakScene.planted(10, "phone"), "asOf", "2026-02-15")).expect(204);
        String obligationOfB = scene.ofB("/v1/obligations", "obligations", caseOf("B", 10), "obligationId");
        List<String> secrets = List.of(caseOf("B", 10), scene.b.id());
        return List.of(
                LeakRow.of("entity tag of another agency's view of the same person",
                        nothing.caseReference(caseOf("A", 10)).entityTag(tagOfB), nothing, plantedOf(10))
                        .ofOwnCase(QUIET),
                LeakRow.of("case at another agency of a person who granted something here",
                        nothing.caseReference(caseOf("S", 18)), nothing, plantedOf(18)),
                LeakRow.of("cursor of another agency's feed", nothing.cursor(cursorOfB),
                        nothing.cursor("A".repeat(cursorOfB.length())), secrets),
                LeakRow.of("obligation of another agency", nothing.obligation(obligationOfB), nothing, secrets),
                LeakRow.of("consent request of another agency", nothing.consentRequest(scene.requestOf(10)), nothing,
                        secrets),
                LeakRow.of("webhook of another agency", ofC, ofC, List.of("/b-" + ID, "127.0.0.1")),
                ofB("the log's entries about reads by others", scene.a::token, scene.b.id()),
                ofB("what others saw of another person", scene.ofNumber(18)::token, scene.b.id()), LeakRow.of(
                        "what the caller typed where it does not belong", nothing, nothing, List.of(LeakScene.TYPED)));
    }

    /** What is permitted: the same detector has to see it. */
    LeakRow control() {
        LeakRow granted = own("granted", 18, r -> r.consentRequest(scene.requestOf(2)));
        return LeakRow.of(granted.kind(), atRevisionOf(granted.hidden(), 18), granted.nothing(), granted.secrets())
                .ofOwnCase(QUIET);
    }
}
