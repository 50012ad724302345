package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One measurement with wrk, which takes less of the machine than a client in Java.
 *
 * @param perSecond answers per second
 * @param p50       milliseconds below which half of the answers came
 * @param p99       milliseconds below which 99 of 100 answers came
 * @param failures  answers other than 2xx and 3xx
 */
record Wrk(double perSecond, double p50, double p99, long failures) {

    /** Closed loop over some connections. */
    static Wrk run(int connections, int seconds, String token, String... arguments) {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s",
                "--latency", "--timeout", "10s", "-H", "Authorization: Bearer " + token));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("wrk failed: " + output);
            }
            return new Wrk(Double.parseDouble(found("Requests/sec:\\s+([0-9.]+)", output)),
                    milliseconds(found("(?m)^\\s+50%\\s+(\\S+)", output)),
                    milliseconds(found("(?m)^\\s+99%\\s+(\\S+)", output)),
                    output.contains("Non-2xx") ? Long.parseLong(found("Non-2xx or 3xx responses: (\\d+)", output)) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /** Arguments for requests that a Lua script makes. */
    static String[] script(String lua, String url) {
        try {
            Path script = Files.createTempFile("requests", ".lua");
            script.toFile().deleteOnExit();
            Files.writeString(script, lua);
            return new String[]{"-s", script.toString(), url};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk did not say " + pattern + ": " + text);
        }
        return matcher.group(1);
    }

    private static double milliseconds(String time) {
        if (time.endsWith("us")) {
            return Double.parseDouble(time.replace("us", "")) / 1000;
        }
        return time.endsWith("ms")
                ? Double.parseDouble(time.replace("ms", ""))
                : Double.parseDouble(time.replace("s", "")) * 1000;
    }
}
