package de.handschlag.deploy.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the base address of a service that an option names: without the slashes at its end. */
final class BaseAddress implements ITypeConverter<String> {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int LARGEST_PORT = 65_535;

    /** @throws TypeConversionException if nothing can be asked there; the command then ends with exit code 2 */
    @Override
    public String convert(String text) {
        try {
            URI address = new URI(text);
            if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null
                    && address.getUserInfo() == null && address.getPort() <= LARGEST_PORT && address.getQuery() == null
                    && address.getFragment() == null) {
                return text.replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // Falls through.
        }
        throw new TypeConversionException("'" + text + "' is no address such as http://localhost:8082");
    }
}
