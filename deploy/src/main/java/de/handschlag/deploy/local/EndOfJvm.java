package de.handschlag.deploy.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ends what still runs when this JVM ends: newest first, so that a service goes before the broker and the database that it
 * uses. Written without lambdas: in a test the class loader that would define them is closed by then.
 */
final class EndOfJvm extends Thread {

    private static final Map<ProcessHandle, String> RUNNING = new LinkedHashMap<>();
    private static boolean registered;

    private EndOfJvm() {
        super("end-of-jvm");
    }

    static void remember(ProcessHandle process, String stopSignal) {
        synchronized (RUNNING) {
            if (!registered) {
                Runtime.getRuntime().addShutdownHook(new EndOfJvm());
                registered = true;
            }
            RUNNING.put(process, stopSignal);
        }
    }

    static void forget(ProcessHandle process) {
        synchronized (RUNNING) {
            RUNNING.remove(process);
        }
    }

    @Override
    public void run() {
        List<Map.Entry<ProcessHandle, String>> running;
        synchronized (RUNNING) {
            running = new ArrayList<>(RUNNING.entrySet());
        }
        for (int i = running.size() - 1; i >= 0; i--) {
            ProcessHandle process = running.get(i).getKey();
            if (!process.isAlive()) {
                continue;
            }
            try {
                new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())).start().waitFor();
                new ProcessBuilder("kill", "-" + running.get(i).getValue(), Long.toString(process.pid())).start()
                        .waitFor();
                process.onExit().get(15, TimeUnit.SECONDS);
            } catch (Exception e) {
                process.destroyForcibly();
            }
        }
    }
}
