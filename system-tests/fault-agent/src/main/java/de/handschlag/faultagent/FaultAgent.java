package de.handschlag.faultagent;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Entry of the agent. It is steered by the environment of the process: {@code HANDSCHLAG_FAULT_CLOCK} names the file with the
 * clock's offset, {@code HANDSCHLAG_FAULT_PLANTED} a {@link PlantedFault}, {@code HANDSCHLAG_FAULT_MARKER} a file to which
 * the fault's name is written once it is in place. A fault whose place is not found ends the process: a fault that is not
 * there would be taken for one that was not noticed.
 */
public final class FaultAgent {

    /** Exit code of a process whose fault could not be planted. */
    public static final int NOT_PLANTED = 70;

    private FaultAgent() {}

    /** Called by the JVM before the service's own entry. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        String clock = System.getenv("HANDSCHLAG_FAULT_CLOCK");
        if (clock != null) {
            SteppedClock.follow(Path.of(clock));
        }
        String planted = System.getenv("HANDSCHLAG_FAULT_PLANTED");
        PlantedFault fault = planted == null || planted.isEmpty() ? null : PlantedFault.named(planted);
        instrumentation.addTransformer(new Rewriting(clock != null, fault));
    }

    private static final class Rewriting implements ClassFileTransformer {

        private final boolean clock;
        private final @Nullable PlantedFault fault;

        private Rewriting(boolean clock, @Nullable PlantedFault fault) {
            this.clock = clock;
            this.fault = fault;
        }

        @Override
        public byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String name,
                @Nullable Class<?> redefined, @Nullable ProtectionDomain domain, byte[] bytes) {
            if (loader == null || name == null || !name.startsWith("de/handschlag/")) {
                return null;
            }
            try {
                // Frames are computed anew, for which the class file API looks at the service's own classes.
                ClassFile file = ClassFile.of(ClassHierarchyResolverOption.of(ClassHierarchyResolver
                        .ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver())));
                byte[] changed = clock ? ClockCalls.redirect(file, bytes) : bytes;
                if (fault != null && name.equals(fault.className())) {
                    changed = fault.plantIn(file, changed);
                    mark(fault);
                }
                return Arrays.equals(changed, bytes) ? null : changed;
            } catch (Exception | LinkageError e) {
                System.err.println("fault-agent: " + name + " cannot be rewritten: " + e);
                Runtime.getRuntime().halt(NOT_PLANTED);
                throw new IllegalStateException(e);
            }
        }

        private static void mark(PlantedFault fault) throws IOException {
            System.err.println("fault-agent: planted " + fault.key());
            String marker = System.getenv("HANDSCHLAG_FAULT_MARKER");
            if (marker != null) {
                Files.writeString(Path.of(marker), fault.key() + "\n", StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
    }
}
