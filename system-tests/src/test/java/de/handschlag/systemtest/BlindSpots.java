package de.handschlag.systemtest;

import static de.handschlag.systemtest.DemonstratedEvents.denial;
import static de.handschlag.systemtest.DemonstratedEvents.erasure;
import static de.handschlag.systemtest.DemonstratedEvents.grant;
import static de.handschlag.systemtest.DemonstratedEvents.link;
import static de.handschlag.systemtest.DemonstratedEvents.linkOfSomebodyElse;
import static de.handschlag.systemtest.DemonstratedEvents.opening;
import static de.handschlag.systemtest.DemonstratedEvents.readByGrant;
import static de.handschlag.systemtest.DemonstratedEvents.readByStandingGrant;
import static de.handschlag.systemtest.DemonstratedEvents.readByStatute;
import static de.handschlag.systemtest.DemonstratedEvents.readInEmergency;
import static de.handschlag.systemtest.DemonstratedEvents.readOfTheErased;
import static de.handschlag.systemtest.DemonstratedEvents.review;
import static de.handschlag.systemtest.DemonstratedEvents.standingGrant;
import static de.handschlag.systemtest.DemonstratedEvents.unlinking;
import static de.handschlag.systemtest.DemonstratedEvents.withdrawal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.deploy.demonstration.Amira;
import de.handschlag.systemtest.ForgedLog.Event;
import de.handschlag.verifier.fault.FaultKind;

/** Logs that are signed by everybody with the right keys, whole and unchanged, and not lawful. */
final class BlindSpots {

    private static final String EMERGENCY = "vital-emergency";
    private static final Duration FORTY_DAYS = Duration.ofDays(40);

    static final List<LogMutation> REVISIONS = List
            .of(of("R39 A withdrawal is left out, and all that saw it", FaultKind.REVISION_GAP, log -> {
                Event left = withdrawal(log);
                Event next = log.nextChange(left);
                log.remove(event -> event.person().equals(left.person()) && event.revision() == left.revision());
                return next;
            }), of("R39 One revision stands for two changes", FaultKind.REVISION_REPEATED, log -> {
                Event change = log.lastChange(grant(log).person());
                return log.insertBehind(change, log.like(change, data -> {}));
            }));

    static final List<LogMutation> EMERGENCIES = List.of(
            read("R21 An emergency's purpose is read by its norm alone", FaultKind.EMERGENCY_ACCESS,
                    DemonstratedEvents::readInEmergency, read -> read.remove("emergencyAccessId")),
            read("R21 An emergency's purpose is read by a grant", FaultKind.EMERGENCY_ACCESS,
                    DemonstratedEvents::readByGrant, read -> read.put("purpose", EMERGENCY)),
            of("R21 An emergency access was opened nowhere", FaultKind.EMERGENCY_ACCESS, log -> {
                log.remove(event -> event.is("emergency-access.opened") || event.is("emergency-access.reviewed"));
                return readInEmergency(log);
            }),
            of("R21 An emergency access is opened after it is used", FaultKind.EMERGENCY_ACCESS,
                    log -> log.move(readInEmergency(log), opening(log))),
            opened("R21 Another office reads than opened it",
                    opened -> ((ObjectNode) opened.get("requester")).put("agencyId", "sozialamt")),
            opened("R21 Another employee reads than opened it",
                    opened -> ((ObjectNode) opened.get("requester")).put("employeeId", "jugendamt-notdienst-3")),
            opened("R21 It was opened for another case", opened -> opened.put("caseReference", "JA-2026-9999")),
            opened("R21 It was opened by another norm", opened -> opened.put("norm", "\u00a7 32 StGB")),
            opened("R21 It was opened for another purpose", opened -> opened.put("purpose", "registration")),
            opened("R21 It was opened for other attributes", opened -> opened.putArray("attributes").add("email")),
            opened("R21 It had ended when it was used", opened -> {
                shift(opened, "openedAt", Duration.ofHours(-1));
                shift(opened, "expiresAt", Duration.ofHours(-1));
            }),
            of("R21 An emergency access is open for more than 30 minutes", FaultKind.EMERGENCY_ACCESS,
                    log -> log.change(opening(log), data -> shift(data, "expiresAt", Duration.ofMinutes(1)))),
            of("R21 The review stands before the opening", FaultKind.EMERGENCY_REVIEW,
                    log -> log.move(review(log), opening(log))),
            of("R21 The review is dated before the opening", FaultKind.EMERGENCY_REVIEW, log -> log.change(review(log),
                    data -> data.put("reviewedAt",
                            Instant.parse(opening(log).data().path("openedAt").asText()).minusSeconds(60).toString()))),
            of("R21 The review is of another office's access", FaultKind.EMERGENCY_REVIEW,
                    log -> log.change(review(log), data -> data.put("agencyId", "sozialamt"))),
            of("R21 Who opened it reviews it", FaultKind.EMERGENCY_NOT_REVIEWED, log -> {
                log.change(review(log), data -> data.set("requester", opening(log).data().get("requester").deepCopy()));
                return log.change(opening(log), data -> data.set("reviewDueAt", data.get("openedAt")));
            }), of("R21 Nobody reviews it in time", FaultKind.EMERGENCY_NOT_REVIEWED, log -> {
                log.remove(event -> event.is("emergency-access.reviewed"));
                return log.change(opening(log), data -> data.set("reviewDueAt", data.get("openedAt")));
            }));

    static final List<LogMutation> GRANTS = List.of(
            given("R1 A grant holds for more than 24 months", FaultKind.GRANT_FORM,
                    given -> shift(given, "expiresAt", Duration.ofDays(800))),
            given("R1 A grant has ended before it is given", FaultKind.GRANT_FORM,
                    given -> shift(given, "expiresAt", Duration.ofDays(-800))),
            given("R1 A grant names no attributes", FaultKind.GRANT_FORM, given -> given.putArray("attributes")),
            given("R1 A grant is for all attributes", FaultKind.GRANT_FORM,
                    given -> given.putArray("attributes").add("*")),
            given("R1 A grant is for all offices", FaultKind.GRANT_FORM, given -> given.put("agencyId", "*")),
            given("R1 A grant is for no purpose", FaultKind.GRANT_FORM, given -> given.put("purpose", " ")),
            of("R3 A consent stands beside a statute", FaultKind.CONSENT_BESIDE_STATUTE, log -> {
                log.change(link(log, Amira.COUNSELLING_AGENCY),
                        data -> ((ObjectNode) data.get("caseLink")).put("agencyType", "jobcenter"));
                return standingGrant(log);
            }), given("R5 A grant holds what nobody may share", FaultKind.ATTRIBUTE_NOT_SHAREABLE, given -> {
                given.withArray("attributes").add("ethnicity");
                given.withArray("explicitAttributes").add("ethnicity");
            }),
            given("R5 A special category is granted without its own step", FaultKind.ATTRIBUTE_NOT_EXPLICIT,
                    given -> given.withArray("attributes").add("disability")),
            evidence("R6 A grant shows no hash of its notice", evidence -> evidence.put("noticeHash", "0")),
            evidence("R6 A grant shows no version of its notice", evidence -> evidence.remove("noticeVersion")),
            evidence("R6 A grant shows no language", evidence -> evidence.put("language", " ")),
            evidence("R6 A grant shows no channel", evidence -> evidence.remove("channel")),
            given("R6 A grant shows nothing of its notice", FaultKind.DECISION_INCOMPLETE,
                    given -> given.remove("evidence")));

    static final List<LogMutation> READS = List.of(
            read("R5 By a statute is read what nobody may share", FaultKind.ATTRIBUTE_NOT_SHAREABLE,
                    DemonstratedEvents::readByStatute, read -> read.withArray("attributes").add("religion")),
            of("R5 In an emergency is read what nobody may share", FaultKind.ATTRIBUTE_NOT_SHAREABLE, log -> {
                log.change(opening(log), data -> data.withArray("attributes").add("religion"));
                return log.change(readInEmergency(log), data -> data.withArray("attributes").add("religion"));
            }),
            read("R22 A norm names no section", FaultKind.STATUTE, DemonstratedEvents::readByStatute,
                    read -> read.put("norm", "SGB II")),
            read("R22 A purpose rests on no statute for this office", FaultKind.STATUTE,
                    DemonstratedEvents::readByStatute, read -> read.put("purpose", "child-protection")),
            read("R22 A statute does not list the attribute", FaultKind.STATUTE, DemonstratedEvents::readByStatute,
                    read -> read.withArray("attributes").add("phone")),
            of("R22 A read by a statute names no file", FaultKind.STATUTE,
                    log -> log.append(log.like(readByStatute(log), data -> data.remove("fileNumber")))),
            of("R22 A read by a statute names no reason", FaultKind.STATUTE,
                    log -> log.append(log.like(readByStatute(log), data -> data.put("statedReason", " ")))),
            read("R22 The person is shown a read later, and nobody approved that", FaultKind.NOTICE_DEFERRAL,
                    DemonstratedEvents::readByStatute, read -> read.put("noticeDeferredUntil", "2099-01-01T00:00:00Z")),
            read("R22 A read rests on nothing", FaultKind.NO_BASIS, DemonstratedEvents::readByStatute,
                    read -> read.remove("norm")),
            read("R22 A read rests on a grant and a norm", FaultKind.NO_BASIS, DemonstratedEvents::readByGrant,
                    read -> read.put("norm", "\u00a7 87 AufenthG")),
            incomplete("no case", read -> read.put("caseReference", " ")),
            incomplete("no legal basis", read -> read.put("legalBasis", "")),
            incomplete("no purpose", read -> read.put("purpose", " ")),
            incomplete("no client", read -> ((ObjectNode) read.get("requester")).remove("clientId")),
            incomplete("no office", read -> ((ObjectNode) read.get("requester")).remove("agencyId")),
            read("R25 A denial names no purpose", FaultKind.DISCLOSURE_INCOMPLETE, DemonstratedEvents::denial,
                    denied -> denied.put("purpose", "")),
            read("R25 A denial names no reason", FaultKind.DISCLOSURE_INCOMPLETE, DemonstratedEvents::denial,
                    denied -> denied.put("reason", "")),
            of("R7 The case is another person's", FaultKind.CASE_REFERENCE,
                    log -> log.change(readByStandingGrant(log),
                            read -> read.set("caseReference",
                                    linkOfSomebodyElse(log).data().path("caseLink").get("caseReference")))),
            read("R7 The case is nobody's", FaultKind.CASE_REFERENCE, DemonstratedEvents::readByGrant,
                    read -> read.put("caseReference", "JC-2026-9999")),
            of("R7 The case no longer stands for the person", FaultKind.CASE_REFERENCE, log -> log
                    .insertBehind(unlinking(log), log.readAfter(unlinking(log), readOfTheErased(log), read -> {}))));

    static final List<LogMutation> ERASED_PERSONS = List.of(
            of("G5 An erased person is read by a grant", FaultKind.AFTER_ERASURE,
                    log -> log.append(log.readAfter(erasure(log), readOfTheErased(log), read -> {}))),
            of("G5 An erased person is read by a statute", FaultKind.AFTER_ERASURE,
                    log -> log.append(log.readAfter(erasure(log), readByStatute(log), read -> {}))),
            of("G5 An erased person is read in an emergency", FaultKind.AFTER_ERASURE,
                    log -> log.append(log.readAfter(erasure(log), readInEmergency(log), read -> {}))),
            of("G5 An emergency access to an erased person is opened", FaultKind.AFTER_ERASURE,
                    log -> log.append(log.like(opening(log), opened -> {
                        opened.put("emergencyAccessId", UUID.randomUUID().toString());
                        opened.put("dataSubjectId", erasure(log).person());
                        for (String name : List.of("openedAt", "expiresAt", "reviewDueAt")) {
                            shift(opened, name, Duration.ofHours(1));
                        }
                    }))),
            of("G5 An erased person decides", FaultKind.AFTER_ERASURE, log -> {
                Event erasure = erasure(log);
                return log.append(log.like(grant(log), given -> given.put("dataSubjectId", erasure.person())
                        .put("consentRevision", erasure.revision() + 1)));
            }));

    static final List<LogMutation> ERASURES = List.of(
            of("R28 The month that runs is erased", FaultKind.ERASURE,
                    log -> log.sayMonthErased("access", log.runningMonth(), Duration.ZERO)),
            of("R28 A month to come is erased", FaultKind.ERASURE,
                    log -> log.sayMonthErased("access", "2099-01", Duration.ZERO)),
            of("R28 A month that no calendar knows is erased", FaultKind.ERASURE,
                    log -> log.sayMonthErased("access", "2026-13", Duration.ZERO)),
            of("R28 A class that there is not is erased", FaultKind.ERASURE,
                    log -> log.sayMonthErased("everything", "2026-01", Duration.ZERO)),
            of("R28 What was erased is erased itself, by its age", FaultKind.ERASURE,
                    log -> log.sayMonthErased("erasure", "2026-01", Duration.ZERO)),
            of("R28 A grant is used whose withdrawal was erased", FaultKind.ERASURE, log -> {
                Event ended = withdrawal(log).erase();
                Event read = log.append(log.readAfter(log.lastChange(ended.person()), readByGrant(log), data -> {}));
                log.sayMonthErased("consent", ended.month(), FORTY_DAYS);
                return read;
            }), of("G5 Somebody is erased, and nobody had been", FaultKind.ERASURE, log -> {
                Event erasure = erasure(log);
                log.remove(event -> event.person().equals(erasure.person()) && event.revision() >= erasure.revision());
                return log.sayErasedWithPerson(readByGrant(log).erase());
            }), of("G5 Somebody is counted to the erased who is not", FaultKind.ERASURE, log -> {
                log.sayErasedWithPerson(readByGrant(log));
                return readByGrant(log);
            }), of("G5 A withdrawal is erased among the payloads of somebody else", FaultKind.REVISION_GAP, log -> {
                Event ended = withdrawal(log);
                log.sayErasedWithPerson(ended.erase());
                return log.nextChange(ended);
            }),
            of("G5 A payload is erased, and no entry says so", FaultKind.ERASED_WITHOUT_ENTRY,
                    log -> readByGrant(log).erase()),
            of("G5 What says so is erased itself", FaultKind.ERASED_WITHOUT_ENTRY, log -> {
                Event said = log.sayErasedWithPerson(readOfTheErased(log).erase());
                log.sayErasedWithPerson(said.erase());
                return said;
            }),
            of("R28 A grant stands in a class that is kept for a shorter time", FaultKind.RETENTION_CLASS,
                    log -> grant(log).place("control", grant(log).month())),
            of("R28 A grant stands in a month that is long over", FaultKind.RETENTION_CLASS,
                    log -> grant(log).place("consent", "2024-01")),
            of("R26 An event stands twice", FaultKind.EVENT_REPEATED, log -> log.repeat(readByGrant(log))));

    static final List<LogMutation> TIMES = List.of(
            of("R4 A read is dated before its grant", FaultKind.DATED_BEFORE,
                    log -> log.change(readByGrant(log),
                            read -> ForgedLog.at(read, grant(log).time().minusSeconds(60)))),
            of("R4 A read is dated before its case was linked", FaultKind.DATED_BEFORE,
                    log -> log.change(readByStatute(log),
                            read -> ForgedLog.at(read, link(log, Amira.READING_AGENCY).time().minusSeconds(60)))),
            given("R4 A grant is dated before its request", FaultKind.DATED_BEFORE,
                    given -> shift(given, "requestedAt", Duration.ofDays(1))),
            of("R4 A withdrawal is dated before its grant", FaultKind.DATED_BEFORE, log -> {
                Event ended = withdrawal(log);
                ended.payload().put("time", grant(log).time().minusSeconds(60).toString());
                return log.signed(ended);
            }), read("G2 A decision is dated before it began", FaultKind.NOT_FRESH, DemonstratedEvents::readByGrant,
                    read -> shift(read, "decidedAt", Duration.ofSeconds(-60))));

    private BlindSpots() {}

    static Stream<LogMutation> all() {
        return Stream.of(REVISIONS, EMERGENCIES, GRANTS, READS, ERASED_PERSONS, ERASURES, TIMES).flatMap(List::stream);
    }

    private static LogMutation of(String kind, FaultKind found, Function<ForgedLog, Event> change) {
        return new LogMutation(kind, found, change);
    }

    private static LogMutation read(String kind, FaultKind found, Function<ForgedLog, Event> which,
            Consumer<ObjectNode> change) {
        return of(kind, found, log -> log.change(which.apply(log), change));
    }

    /** What was opened no longer fits what was read under it. */
    private static LogMutation opened(String kind, Consumer<ObjectNode> change) {
        return of(kind, FaultKind.EMERGENCY_ACCESS, log -> {
            log.change(opening(log), change);
            return readInEmergency(log);
        });
    }

    private static LogMutation given(String kind, FaultKind found, Consumer<ObjectNode> change) {
        return of(kind, found,
                log -> log.change(grant(log), data -> change.accept((ObjectNode) data.get("consentRecord"))));
    }

    private static LogMutation evidence(String kind, Consumer<ObjectNode> change) {
        return given(kind, FaultKind.DECISION_INCOMPLETE, given -> change.accept((ObjectNode) given.get("evidence")));
    }

    private static LogMutation incomplete(String what, Consumer<ObjectNode> change) {
        return read("R25 A read names " + what, FaultKind.DISCLOSURE_INCOMPLETE, DemonstratedEvents::readByGrant,
                change);
    }

    private static void shift(ObjectNode data, String name, Duration by) {
        data.put(name, Instant.parse(data.path(name).asText()).plus(by).truncatedTo(ChronoUnit.MICROS).toString());
    }
}
