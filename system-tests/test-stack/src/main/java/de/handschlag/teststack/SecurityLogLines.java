package de.handschlag.teststack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the operator is told of refused calls while a test runs. */
final class SecurityLogLines {

    private static final Logger LOG = Logger.getLogger("handschlag.security");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    void begin() {
        LOG.addHandler(collector);
    }

    void end() {
        LOG.removeHandler(collector);
    }

    /** Those since it began. */
    List<String> all() {
        return lines;
    }
}
