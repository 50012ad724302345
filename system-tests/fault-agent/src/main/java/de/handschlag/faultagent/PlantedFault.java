package de.handschlag.faultagent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The faults, each with the one place in the services' code that it takes hold of. Whoever moves that place adapts it here;
 * until then the process that should carry the fault ends instead of starting.
 */
public enum PlantedFault {

    /** G2: every view counts as fresh for another hour. */
    FRESHNESS_TEST_OFF("freshness-test-off", "de/handschlag/registry/freshness/Freshness") {
        @Override
        byte[] plantIn(ClassFile file, byte[] bytes) {
            return bodyOf(file, bytes, "remaining", code -> code.loadConstant(3600L)
                    .invokestatic(DURATION, "ofSeconds", MethodTypeDesc.of(DURATION, ConstantDescs.CD_long)).areturn());
        }
    },

    /** G3: the record is sent, and nobody waits for its acknowledgement. */
    AUDIT_ACKNOWLEDGEMENT_OFF("audit-acknowledgement-off", "de/handschlag/corridor/AccessLog") {
        @Override
        byte[] plantIn(ClassFile file, byte[] bytes) {
            return callsIn(file, bytes, "appendAll", "java/util/concurrent/CompletableFuture", "get",
                    // In place of get(time, unit): the future and both arguments are dropped, nothing comes back.
                    code -> code.pop().pop2().pop().aconst_null());
        }
    },

    /** G1: an event overwrites what is newer than it. */
    ORDERING_TEST_OFF("ordering-test-off", "de/handschlag/registry/sharingview/ViewStatements") {
        @Override
        byte[] plantIn(ClassFile file, byte[] bytes) {
            return textsIn(file, bytes, "\\w+\\.consent_revision < excluded\\.consent_revision", "true");
        }
    },

    /** R16: a grant for one purpose opens all of them. */
    PURPOSE_TEST_OFF("purpose-test-off", "de/handschlag/registry/disclosure/SharingViewReader") {
        @Override
        byte[] plantIn(ClassFile file, byte[] bytes) {
            return textsIn(file, bytes, "g\\.purpose = asked\\.purpose", "true");
        }
    },

    /** The relay never publishes a withdrawal. */
    WITHDRAWALS_LOST("withdrawals-lost", "de/handschlag/consent/outbox/RelaySession") {
        @Override
        byte[] plantIn(ClassFile file, byte[] bytes) {
            return textsIn(file, bytes, "FROM outbox_event WHERE id <> ALL",
                    "FROM outbox_event WHERE type IS DISTINCT FROM 'de.handschlag.consent.withdrawn.v1' AND id <> ALL");
        }
    },

    /** G2: the relay vouches by the clock of its own process, as it once did, and not by the database's. */
    PROCESS_CLOCK_TRUSTED("process-clock-trusted", "de/handschlag/consent/outbox/RelaySession") {
        @Override
        byte[] plantIn(ClassFile file, byte[] bytes) {
            return bodyOf(file, bytes, "now",
                    code -> code.invokestatic(SteppedClock.class.describeConstable().orElseThrow(), "now",
                            MethodTypeDesc.of(INSTANT)).areturn());
        }
    };

    private static final ClassDesc DURATION = ClassDesc.of("java.time.Duration");
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

    private final String key;
    private final String className;

    PlantedFault(String key, String className) {
        this.key = key;
        this.className = className;
    }

    /** Its name in the environment and in reports. */
    public String key() {
        return key;
    }

    String className() {
        return className;
    }

    /** @throws IllegalStateException if the place is not found */
    abstract byte[] plantIn(ClassFile file, byte[] bytes);

    static PlantedFault named(String key) {
        return Arrays.stream(values()).filter(fault -> fault.key.equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault " + key + ", but "
                        + Arrays.stream(values()).map(PlantedFault::key).collect(Collectors.joining(", "))));
    }

    private interface Instructions {
        void writeTo(CodeBuilder code);
    }

    private static byte[] bodyOf(ClassFile file, byte[] bytes, String method, Instructions body) {
        AtomicInteger found = new AtomicInteger();
        byte[] changed = file.transformClass(file.parse(bytes), (type, element) -> {
            if (element instanceof MethodModel model && model.methodName().stringValue().equals(method)) {
                found.incrementAndGet();
                type.withMethodBody(model.methodName(), model.methodType(), model.flags().flagsMask(), body::writeTo);
            } else {
                type.with(element);
            }
        });
        return required(changed, found, "method " + method);
    }

    private static byte[] callsIn(ClassFile file, byte[] bytes, String method, String owner, String name,
            Instructions instead) {
        AtomicInteger found = new AtomicInteger();
        CodeTransform calls = (code, element) -> {
            if (element instanceof InvokeInstruction call && call.owner().asInternalName().equals(owner)
                    && call.name().stringValue().equals(name)) {
                found.incrementAndGet();
                instead.writeTo(code);
            } else {
                code.with(element);
            }
        };
        byte[] changed = file.transformClass(file.parse(bytes), ClassTransform
                .transformingMethodBodies(model -> model.methodName().stringValue().equals(method), calls));
        return required(changed, found, "call of " + owner + "." + name + " in " + method);
    }

    private static byte[] textsIn(ClassFile file, byte[] bytes, String pattern, String replacement) {
        AtomicInteger found = new AtomicInteger();
        CodeTransform texts = (code, element) -> {
            if (element instanceof ConstantInstruction constant && constant.constantValue() instanceof String text
                    && !text.replaceAll(pattern, replacement).equals(text)) {
                found.incrementAndGet();
                code.loadConstant(text.replaceAll(pattern, replacement));
            } else {
                code.with(element);
            }
        };
        byte[] changed = file.transformClass(file.parse(bytes), ClassTransform.transformingMethodBodies(texts));
        return required(changed, found, "text like " + pattern);
    }

    private static byte[] required(byte[] changed, AtomicInteger found, String what) {
        if (found.get() == 0) {
            throw new IllegalStateException("no " + what);
        }
        return changed;
    }
}
