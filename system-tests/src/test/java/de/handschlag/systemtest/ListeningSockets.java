package de.handschlag.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where processes listen for TCP connections, as Linux tells it in {@code /proc} (what {@code ss -ltnp} reads). */
final class ListeningSockets {

    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    /** Addresses that the process listens on. */
    static List<InetAddress> of(long pid) throws IOException {
        Set<String> own;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            own = descriptors.map(ListeningSockets::target).filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[3].equals(LISTEN) && own.contains(columns[9])) {
                    addresses.add(address(columns[1].split(":")[0]));
                }
            }
        }
        return addresses;
    }

    /** What a descriptor is; one that is closed meanwhile is nothing. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Four bytes at a time, the last of them first. */
    private static InetAddress address(String hex) throws IOException {
        byte[] written = HexFormat.of().parseHex(hex);
        byte[] address = new byte[written.length];
        for (int i = 0; i < written.length; i++) {
            address[i] = written[i / 4 * 4 + 3 - i % 4];
        }
        return InetAddress.getByAddress(address);
    }
}
