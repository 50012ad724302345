package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.deploy.local.ProjectLayout;

/** That Java is not the only language for which the documents do: a generator leaves out what it does not understand. */
@DisplayName("Python clients generated from the OpenAPI documents")
class PythonClientsTest {

    private static final Pattern OPERATION = Pattern.compile("^ +operationId: (\\w+)$", Pattern.MULTILINE);
    private static final Pattern METHOD = Pattern.compile("^    def (\\w+)\\(", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"consent", "registry", "audit"})
    @DisplayName("have a method for each operation")
    void eachOperationIsAMethod(String service) throws IOException {
        Path root = ProjectLayout.find().root();
        List<String> operations = found(OPERATION,
                Files.readString(root.resolve("docs/openapi/" + service + "-service.yaml")));
        Path clients = root
                .resolve("system-tests/generated-clients/target/python/" + service + "/handschlag_" + service + "/api");
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.list(clients)) {
            for (Path file : files.filter(file -> file.toString().endsWith("_api.py")).toList()) {
                code.append(Files.readString(file));
            }
        }

        assertThat(operations).hasSizeGreaterThan(15);
        assertThat(found(METHOD, code.toString()))
                .containsAll(operations.stream().map(PythonClientsTest::asPythonNames).toList());
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    /** {@code putAgency} is {@code put_agency}. */
    private static String asPythonNames(String operationId) {
        return operationId.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
