package de.handschlag.deploy.local;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the project's parts lie. The build puts what the stack is made of under {@code deploy/target} and
 * {@code deploy/kafka-broker/target}; tests run in any module's directory, so the root is looked for upwards.
 *
 * @param root absolute path of the directory with the parent POM
 */
public record ProjectLayout(Path root) {

    /**
     * Finds the project from the working directory upwards, or takes {@code -Dhandschlag.root}.
     *
     * @throws StackException if the working directory is not inside the project
     */
    public static ProjectLayout find() {
        String given = System.getProperty("handschlag.root");
        Path start = Path.of(given == null ? "" : given).toAbsolutePath().normalize();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("deploy/keycloak/handschlag-realm.json"))) {
                return new ProjectLayout(directory);
            }
        }
        throw new StackException("No Handschlag project at or above " + start
                + ". Start from inside the project or give its directory with -Dhandschlag.root=…");
    }

    /** The broker and its own libraries; nobody's class path has them. */
    public Path kafkaLibraries() {
        return built(root.resolve("deploy/kafka-broker/target/libs"));
    }

    /** The directory that holds the unpacked Keycloak distribution. */
    public Path keycloakParent() {
        return built(root.resolve("deploy/target/keycloak"));
    }

    /** The pages of the login, each theme in a directory. */
    public Path keycloakThemes() {
        return root.resolve("deploy/keycloak/theme");
    }

    /** Where the PostgreSQL binaries are unpacked at first use. */
    public Path postgresBinaries() {
        return root.resolve("deploy/target/postgresql");
    }

    /** A realm's definition, with {@code ${NAME}} where a secret or an address goes. */
    public Path realm(String name) {
        return root.resolve("deploy/keycloak/" + name + "-realm.json");
    }

    /** Directory of the catalogue's CSV files. */
    public Path catalogue() {
        return root.resolve("deploy/catalogue");
    }

    /** The runnable jar of a service such as {@code consent-service}. */
    public Path serviceJar(String service) {
        return root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static Path built(Path path) {
        if (!Files.isDirectory(path)) {
            throw new StackException(
                    path + " is missing. Build the local stack first: " + "mvn -q install -DskipTests -pl deploy -am");
        }
        return path;
    }
}
