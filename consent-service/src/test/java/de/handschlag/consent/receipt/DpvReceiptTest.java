package de.handschlag.consent.receipt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.page.PageLanguage;

@DisplayName("Receipts in JSON-LD, read by Jena")
class DpvReceiptTest {

    private static final String DPV = "https://w3id.org/dpv";
    private static final Node CONSENT_RECEIPT = NodeFactory.createURI(DPV + "#ConsentReceipt");
    private static final String RELEASES = "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission";
    private static final Shapes SHAPES = Shapes
            .parse(RDFParser.fromString(resource("receipt-shapes.ttl"), Lang.TURTLE).toGraph());

    private static String resource(String name) {
        try (InputStream stream = requireNonNull(DpvReceiptTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Graph graph(JsonNode json) {
        return RDFParser.fromString(json.toString(), Lang.JSONLD).toGraph();
    }

    private static boolean isReceipt(Graph graph) {
        ValidationReport report = ShaclValidator.get().validate(SHAPES, graph);
        return graph.find(null, RDF.type.asNode(), CONSENT_RECEIPT).toList().size() == 1 && report.conforms();
    }

    private static Set<String> iris(Graph graph) {
        return graph.find().toList().stream()
                .flatMap(triple -> Stream.of(triple.getSubject(), triple.getPredicate(), triple.getObject()))
                .filter(Node::isURI).map(Node::getURI).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource(Receipt.State.class)
    @DisplayName("It has all that the guide for ISO/IEC TS 27560 calls a must, in each state")
    void hasAllThatIsAMust(Receipt.State state) {
        Graph graph = graph(DpvReceipt.of(SampleReceipts.of(state)));

        assertThat(ShaclValidator.get().validate(SHAPES, graph).getEntries()).isEmpty();
        assertThat(isReceipt(graph)).isTrue();
    }

    @Test
    @DisplayName("A refusal without reading has all of it, too, and says that the language is not known")
    void refusalWithoutNotice() {
        ObjectNode json = DpvReceipt.of(SampleReceipts.of(Receipt.State.REFUSED, null, PageLanguage.GERMAN));

        assertThat(isReceipt(graph(json))).isTrue();
        assertThat(json.at("/dpv:hasRecordOfActivity/dpv:hasNotice/dct:language").asText()).isEqualTo("und");
        assertThat(json.toString()).doesNotContain("ConsentGiven", "UntilTimeDuration");
    }

    @ParameterizedTest
    @EnumSource(Receipt.State.class)
    @DisplayName("Every IRI of DPV in it is a term of DPV 2.3, and every term is an IRI")
    void termsExist(Receipt.State state) {
        Set<String> known = resource("dpv-2.3-terms.txt").lines().filter(line -> !line.startsWith("#"))
                .collect(Collectors.toSet());
        Set<String> used = iris(graph(DpvReceipt.of(SampleReceipts.of(state))));

        assertThat(known).hasSizeGreaterThan(2000);
        assertThat(used.stream().filter(iri -> iri.startsWith(DPV) && !iri.startsWith(DPV + "/schema/dpv-27560#")))
                .hasSizeGreaterThan(30).isSubsetOf(known);
        assertThat(used).allMatch(iri -> iri.matches("(https?://|urn:(uuid|handschlag):).+"))
                .contains(DPV + "/schema/dpv-27560#receipt", DPV + "/schema/dpv-27560#record");
    }

    /** Each place is one that the guide calls a must; a receipt without it is none. */
    @ParameterizedTest
    @ValueSource(strings = {"/@type", "/dct:conformsTo", "/dpv:hasIdentifier", "/dct:created",
            "/dpv:hasRecordOfActivity", "/dpv:hasRecordOfActivity/@type", "/dpv:hasRecordOfActivity/dct:conformsTo",
            "/dpv:hasRecordOfActivity/dct:identifier", "/dpv:hasRecordOfActivity/dpv:hasDataSubject",
            "/dpv:hasRecordOfActivity/dpv:hasNotice", "/dpv:hasRecordOfActivity/dpv:hasNotice/@type",
            "/dpv:hasRecordOfActivity/dpv:hasNotice/dct:language", "/dpv:hasRecordOfActivity/dpv:hasProcess",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPurpose",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/1/dpv:hasPersonalData",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPersonalData/0/@type",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPersonalData/0/skos:broader",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasStorageCondition",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasStorageCondition/0",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasStorageCondition/0/dpv:hasLocation",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasStorageCondition/1",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasStorageCondition/1/dpv:hasDuration",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasDataController",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasRecipient",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasLegalBasis",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasConsentControl",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasConsentControl/dpv:isExercisedAt",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasJurisdiction",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/@type",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/dpv:hasDataSource",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/dpv:hasDataSource/@type",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/dpv:hasDataSource/dpv:hasName",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/dpv:hasDataSource/dpv:hasIdentifier",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/dpv:hasData",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/1/dpv:hasConsentStatus/0/dpv:isIndicatedAtTime",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasRight", "/dpv:hasRecordOfActivity/dpv:hasEntity",
            "/dpv:hasRecordOfActivity/dpv:hasEntity/0", "/dpv:hasRecordOfActivity/dpv:hasEntity/1",
            "/dpv:hasRecordOfActivity/dpv:hasEntity/0/@type", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasName",
            "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasIdentifier",
            "/dpv:hasRecordOfActivity/dpv:hasEntity/0/schema:contactPoint",
            "/dpv:hasRecordOfActivity/dpv:hasEntity/0/schema:address", "/dpv:hasRecordOfActivity/dpv:hasConsentStatus",
            "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/1/@type",
            "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/1/dpv:isIndicatedAtTime",
            "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/1/dpv:hasDuration",
            "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/1/dpv:isIndicatedBy"})
    @DisplayName("Without one of the musts the shapes refuse it")
    void shapesRefuseWhatIsMissing(String place) {
        ObjectNode json = DpvReceipt.of(SampleReceipts.of(Receipt.State.GIVEN));
        int last = place.lastIndexOf('/');
        JsonNode parent = json.at(place.substring(0, last));
        String name = place.substring(last + 1);
        JsonNode removed = parent instanceof ArrayNode array
                ? array.remove(Integer.parseInt(name))
                : ((ObjectNode) parent).remove(name);

        assertThat(removed).as(place).isNotNull();
        assertThat(isReceipt(graph(json))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpv:ConsentGiven -> dpv:ConsentThoughtOf",
            "dpv:ExpressedConsent -> dpv:LegitimateInterest", "dpv-27560#record\" -> dpv-27560#recording\"",
            "dpv:UntilTimeDuration -> dpv:Frequency", "dpv:DataController\" -> dpv:Authority\"",
            "xsd:dateTime -> xsd:date"})
    @DisplayName("What stands in the place of a must has to be what it is to be")
    void shapesRefuseWhatIsSomethingElse(String change) {
        String[] words = change.split(" -> ");
        String json = DpvReceipt.of(SampleReceipts.of(Receipt.State.GIVEN)).toString();
        // Of a special category there are two types of consent; the other one would do.
        String changed = json.replace(words[0], words[1]).replace("{\"@id\":\"dpv:ExplicitlyExpressedConsent\"},", "");

        assertThat(changed).contains(words[1]);
        assertThat(isReceipt(RDFParser.fromString(changed, Lang.JSONLD).toGraph())).isFalse();
    }

    @Test
    @DisplayName("The newest event is how it stands: given, then what ended it; a later yes is named")
    void eventsInTheirOrder() {
        assertThat(eventsOf(Receipt.State.GIVEN)).containsExactly("dpv:ConsentRequested 2026-11-01T08:00:00Z",
                "dpv:ConsentGiven 2026-11-02T09:30:00.123456Z");
        assertThat(eventsOf(Receipt.State.REFUSED)).containsExactly("dpv:ConsentRequested 2026-11-01T08:00:00Z",
                "dpv:ConsentRefused 2026-11-02T09:30:00.123456Z");
        assertThat(eventsOf(Receipt.State.WITHDRAWN)).hasSize(3).endsWith("dpv:ConsentWithdrawn 2026-12-24T18:00:00Z");
        assertThat(eventsOf(Receipt.State.EXPIRED)).hasSize(3).endsWith("dpv:ConsentExpired 2027-05-02T08:30:00Z");
        assertThat(eventsOf(Receipt.State.REPLACED)).hasSize(3).endsWith("dpv:ConsentInvalidated 2026-12-24T18:00:00Z");
        assertThat(DpvReceipt.of(SampleReceipts.of(Receipt.State.REPLACED))
                .at("/dpv:hasRecordOfActivity/dct:isReplacedBy/@id").asText())
                .isEqualTo("urn:uuid:" + SampleReceipts.LATER_RECORD);
    }

    @ParameterizedTest
    @CsvSource({"WITHDRAWN,,", "WITHDRAWN_ON_PAPER, urn:handschlag:agency:mbe-nord, on paper",
            "WITHDRAWN_BY_WORD, urn:handschlag:agency:mbe-nord, by word of mouth"})
    @DisplayName("R6 a withdrawal that the office recorded is the person's, and says who put it in and how")
    void recordedWithdrawal(Receipt.State state, String by, String how) {
        JsonNode withdrawal = DpvReceipt.of(SampleReceipts.of(state))
                .at("/dpv:hasRecordOfActivity/dpv:hasConsentStatus/2");

        assertThat(withdrawal.path("@type").textValue()).isEqualTo("dpv:ConsentWithdrawn");
        assertThat(withdrawal.at("/dpv:isIndicatedBy/@id").textValue()).startsWith("urn:handschlag:case:");
        assertThat(withdrawal.at("/dpv:isImplementedByEntity/@id").textValue()).isEqualTo(by);
        assertThat(withdrawal.path("dct:description").textValue()).isEqualTo(how);
    }

    private static List<String> eventsOf(Receipt.State state) {
        JsonNode events = DpvReceipt.of(SampleReceipts.of(state)).at("/dpv:hasRecordOfActivity/dpv:hasConsentStatus");
        return events.valueStream()
                .map(event -> event.path("@type").asText() + " " + event.at("/dpv:isIndicatedAtTime/@value").asText())
                .toList();
    }

    @Test
    @DisplayName("R9 Each release names its source, since when it was released, and by whom that ended; with the grant all end")
    void releases() {
        assertThat(releasesOf(Receipt.State.GIVEN)).containsExactly("told-only",
                "psz-nord dpv:ConsentGiven 2026-11-03T07:00:00Z case",
                "taken-back dpv:ConsentGiven 2026-11-03T07:00:00Z case dpv:ConsentWithdrawn 2026-11-20T16:45:00Z case",
                "changed dpv:ConsentGiven 2026-11-03T07:00:00Z case dpv:ConsentInvalidated 2026-11-20T16:45:00Z platform",
                "unknown dpv:ConsentGiven 2026-11-03T07:00:00Z case dpv:ConsentInvalidated 2026-11-20T16:45:00Z platform");
        assertThat(releasesOf(Receipt.State.WITHDRAWN)).hasSize(5).startsWith(
                "told-only dpv:ConsentWithdrawn 2026-12-24T18:00:00Z case",
                "psz-nord dpv:ConsentGiven 2026-11-03T07:00:00Z case dpv:ConsentWithdrawn 2026-12-24T18:00:00Z case");
        assertThat(releasesOf(Receipt.State.INVALIDATED).get(1))
                .endsWith(" dpv:ConsentInvalidated 2026-12-24T18:00:00Z platform");
        assertThat(releasesOf(Receipt.State.EXPIRED).get(1)).endsWith(" dpv:ConsentExpired 2027-05-02T08:30:00Z case");
        assertThat(releasesOf(Receipt.State.REFUSED)).isEmpty();
        assertThat(DpvReceipt.of(SampleReceipts.of(Receipt.State.GIVEN))
                .at(RELEASES + "/1/dpv:hasDataSource/dpv:hasName").asText()).isEqualTo("Stelle <psz-nord> & Co");
    }

    private static List<String> releasesOf(Receipt.State state) {
        return DpvReceipt
                .of(SampleReceipts
                        .of(state))
                .at(RELEASES).valueStream()
                .map(release -> Stream
                        .concat(Stream.of(
                                release.at("/dpv:hasDataSource/@id").asText().replace("urn:handschlag:agency:", "")),
                                release.path("dpv:hasConsentStatus").valueStream()
                                        .map(event -> event.path("@type").asText() + " "
                                                + event.at("/dpv:isIndicatedAtTime/@value").asText() + " "
                                                + event.at("/dpv:isIndicatedBy/@id").asText().split(":")[2]))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    @DisplayName("It tells what was granted and what was not, in the person's language, and the notice letter by letter")
    void tellsWhatWasDecided() {
        JsonNode record = DpvReceipt.of(SampleReceipts.of(Receipt.State.GIVEN)).path("dpv:hasRecordOfActivity");

        assertThat(record.at("/dpv:hasProcess/0/dpv:hasPersonalData").findValuesAsText("@id"))
                .contains("urn:handschlag:attribute:phone", "urn:handschlag:attribute:health_insurance")
                .doesNotContain("urn:handschlag:attribute:email");
        assertThat(record.at("/dpv:hasProcess/1/dpv:hasPersonalData").findValuesAsText("@id"))
                .contains("urn:handschlag:attribute:email");
        assertThat(record.at("/dpv:hasProcess/1/dpv:hasConsentStatus/@type").asText()).isEqualTo("dpv:ConsentRefused");
        assertThat(record.at("/dpv:hasProcess/0/dpv:hasPersonalData/0/dct:title").toString())
                .isEqualTo("{\"@value\":\"الهاتف\",\"@language\":\"ar\"}");
        assertThat(record.at("/dpv:hasNotice/schema:text/@value").asText()).isEqualTo(SampleReceipts.NOTICE.text());
        assertThat(record.at("/dpv:hasNotice/dct:identifier").asText()).isEqualTo("sha256:" + "a".repeat(64));
    }

    @Test
    @DisplayName("R6 The withdrawal's address is a page behind the login: it names the record and carries no secret")
    void noBearerLink() {
        String json = DpvReceipt.of(SampleReceipts.of(Receipt.State.GIVEN)).toString();

        assertThat(json).contains("https://handschlag.example/app/consents/" + SampleReceipts.RECORD + "/withdrawal");
        assertThat(json).doesNotContainPattern("https://handschlag\\.example[^\"]*[?#]");
    }

    @Test
    @DisplayName("A receipt has one id in all its forms as long as the record stands as it does")
    void idFollowsTheState() {
        assertThat(SampleReceipts.states().stream().map(state -> SampleReceipts.of(state).id()))
                .doesNotHaveDuplicates();
        assertThat(SampleReceipts.of(Receipt.State.GIVEN).id())
                .isEqualTo(SampleReceipts.of(Receipt.State.GIVEN, null, PageLanguage.TURKISH).id());
    }
}
