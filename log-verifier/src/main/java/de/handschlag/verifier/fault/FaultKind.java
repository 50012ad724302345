package de.handschlag.verifier.fault;

/**
 * Kinds of fault. {@link #point} is the number in the format's "What a verifier checks", 1 to 7; 0 is the export's frame, 8 a proof of
 * completeness that was given beside it. The guide to the verifier names each kind at its point.
 */
public enum FaultKind {

    /** The checkpoint is no signed note over a checkpoint. */
    NOTE(1),
    /** No signature line of the given key, or the export's own key is another one. */
    KEY(1),
    /** The signature does not fit. */
    SIGNATURE(1),
    /** The checkpoint speaks for another log than the key. */
    ORIGIN(1),
    /** No checkpoint bears a cosignature of a witness that was asked for. */
    COSIGNATURE_MISSING(1),
    /** A witness's cosignature does not fit the checkpoint. */
    COSIGNATURE(1),
    /** The witness's newest cosignature is older than the newest event by more than is allowed. */
    WITNESS_BEHIND(1),
    /** There is no time stamp, or one half of it is missing. */
    TIMESTAMP_MISSING(1),
    /** A time stamp is not granted, not of its form, or signed in a way that is not known. */
    TIMESTAMP_FORM(1),
    /** A time stamp is over something else than its checkpoint. */
    TIMESTAMP_IMPRINT(1),
    /** A time stamp is made with none of the given certificates, or one that may not make it. */
    TIMESTAMP_CERTIFICATE(1),
    /** The signature of a time stamp does not fit. */
    TIMESTAMP_SIGNATURE(1),
    /** A bundle is missing, ends early, or has bytes after its last entry. */
    BUNDLE(2),
    /** An entry is not what the format says. */
    ENTRY_FORM(2),
    /** The entries do not have the root that was signed. */
    ROOT(2),
    /** In a filtered export: the proof does not lead from the entry to the signed root. */
    INCLUSION(2),
    /** A hash tile is missing, has another length, or another hash than the entries. */
    HASH_TILE(3),
    /** The log does not continue what was signed earlier. */
    FORK(4),
    /** What the log says of the one that it continues is not signed by that one, or does not fit. */
    FORMER_LOG(4),
    /** One event stands in the log twice. */
    EVENT_REPEATED(5),
    /** Neither a payload nor the statement that it was erased. */
    PAYLOAD_MISSING(5),
    /** A line of the payloads cannot be understood, or is out of order. */
    PAYLOAD_FORM(5),
    /** A payload does not open the commitment of its entry, or belongs to another entry. */
    COMMITMENT(5),
    /** An event that nobody signed. */
    EVENT_NOT_SIGNED(5),
    /** A sender's signature does not fit the event. */
    EVENT_SIGNATURE(5),
    /** Signed with a key that was not given, or by a service that may not say it. */
    EVENT_SENDER(5),
    /** An event of a type that this verifier does not know, so that it cannot judge it. */
    UNKNOWN_TYPE(6),
    /** A disclosure names neither a grant nor a norm. */
    NO_BASIS(6),
    /** A grant that is named was not given before, or not at all. */
    GRANT_MISSING(6),
    /** One consent was given twice. */
    GRANT_REPEATED(6),
    /** A grant without one agency, one purpose, its attributes or its end within 24 months (R1). */
    GRANT_FORM(6),
    /** A decision without what shows that it was informed, or a withdrawal that an office recorded without saying who did and how (R6, R8). */
    DECISION_INCOMPLETE(6),
    /** A grant by a guardian's login that was not, or no more, bound to the person (R11). */
    GUARDIAN(6),
    /** A release from secrecy that nobody declared, without a grant in force, or for something else than its grant (R9). */
    SECRECY_RELEASE(6),
    /** A consent for what a statute permits that agency anyway (R3). */
    CONSENT_BESIDE_STATUTE(6),
    /** A grant of another person. */
    GRANT_PERSON(6),
    /** A grant for another agency. */
    GRANT_AGENCY(6),
    /** A grant for another purpose. */
    GRANT_PURPOSE(6),
    /** A grant that was withdrawn, invalidated or expired. */
    GRANT_ENDED(6),
    /** Attributes beyond the grants. */
    ATTRIBUTE_NOT_GRANTED(6),
    /** An attribute of a special category without its explicit step (R5). */
    ATTRIBUTE_NOT_EXPLICIT(6),
    /** An attribute that may never be shared (R5), or that no catalogue knows. */
    ATTRIBUTE_NOT_SHAREABLE(6),
    /** A norm that names no section, or that does not let this type of agency read this for this purpose; or no file or reason (R22). */
    STATUTE(6),
    /** It does not name what each entry has to name (R25). */
    DISCLOSURE_INCOMPLETE(6),
    /** A case reference that did not stand for the person: another one's, or unlinked. */
    CASE_REFERENCE(6),
    /** Something happened before what it rests on. */
    DATED_BEFORE(6),
    /** A person's revisions have a gap. */
    REVISION_GAP(6),
    /** A revision that the person had before, or an earlier one. */
    REVISION_REPEATED(6),
    /** Something was read or decided of a person who had been erased (G5). */
    AFTER_ERASURE(6),
    /** The decision saw consents that the log holds only later, or not at all. */
    CAUSAL_ORDER(6),
    /** The decision was made on a view older than the freshness bound allows. */
    NOT_FRESH(6),
    /** It began after an enforcement receipt and ignores what was enforced (G1). */
    ENFORCEMENT_IGNORED(6),
    /** An emergency access that was not opened before, does not cover the read, or exceeds its bounds (R21). */
    EMERGENCY_ACCESS(6),
    /** A review of an emergency access that was not opened before, or is another one's (R21). */
    EMERGENCY_REVIEW(6),
    /** An emergency access without a second person's review in time (R21). */
    EMERGENCY_NOT_REVIEWED(6),
    /** A read that is shown to the person later, and no second employee approved that for it before (R22). */
    NOTICE_DEFERRAL(6),
    /** Erased, and no entry says so. */
    ERASED_WITHOUT_ENTRY(7),
    /** An entry that says what was erased covers what it cannot, or an erasure hides what a disclosure rests on. */
    ERASURE(7),
    /** An entry stands in a class or month to which its event does not belong, so that it would be erased too early. */
    RETENTION_CLASS(7),
    /** A proof of completeness cannot be understood. */
    COMPLETENESS_FORM(8),
    /** The entry that a proof names states no completeness, or another one; or the proof is about another log. */
    COMPLETENESS_ENTRY(8),
    /** Leaf and path do not lead to the root that the entry states. */
    COMPLETENESS_ROOT(8),
    /** Other entries are counted than listed. */
    COMPLETENESS_COUNT(8),
    /** The leaf is another person's, or does not commit to the list. */
    COMPLETENESS_LEAF(8),
    /** One person has two hashes, or two persons have one. */
    COMPLETENESS_HASH(8),
    /** A listed entry does not name the person, or is not to be shown. */
    COMPLETENESS_PERSON(8),
    /** An entry that names the person is not listed. */
    COMPLETENESS_LEFT_OUT(8),
    /** The leaves that are to show an absence do not stand side by side around the person's place. */
    COMPLETENESS_NEIGHBOUR(8),
    /** The manifest is missing, or does not describe this export. */
    MANIFEST(0),
    /** In a filtered export: a file has not the bytes that the signed manifest states. */
    DIGEST(0),
    /** In a filtered export: more or fewer entries or erasures than the signed manifest states. */
    COUNT(0),
    /** In a filtered export: an entry that the stated filter excludes. */
    FILTER(0),
    /** In a filtered export: the readable file has other entries than those that are proven, or another order. */
    RENDERING(0),
    /** A file that the size does not imply, a second one of the same name, or a bad path. */
    UNEXPECTED_FILE(0),
    /** A ZIP archive that other programs may read differently: wrong sizes, another file's header, bytes that belong to nothing. */
    ARCHIVE(0),
    /** A file is missing, or cannot be read. */
    UNREADABLE(0);

    private final int point;

    FaultKind(int point) {
        this.point = point;
    }

    public int point() {
        return point;
    }
}
