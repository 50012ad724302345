package de.handschlag.faultagent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.Set;

/** Sends a class's own calls for the time to {@link SteppedClock}; libraries keep the right time. */
final class ClockCalls {

    private static final ClassDesc STEPPED = SteppedClock.class.describeConstable().orElseThrow();
    private static final Set<String> CALLS = Set.of("java/time/Instant.now()Ljava/time/Instant;",
            "java/lang/System.currentTimeMillis()J", "java/time/Clock.systemUTC()Ljava/time/Clock;");

    private ClockCalls() {}

    static byte[] redirect(ClassFile file, byte[] bytes) {
        var model = file.parse(bytes);
        // The constant pool tells it without a look at the code, and most classes never ask.
        boolean asks = false;
        for (PoolEntry entry : model.constantPool()) {
            asks |= entry instanceof MethodRefEntry call && CALLS.contains(
                    call.owner().asInternalName() + "." + call.name().stringValue() + call.type().stringValue());
        }
        if (!asks) {
            return bytes;
        }
        CodeTransform redirected = (code, element) -> {
            if (element instanceof InvokeInstruction call && asksForTime(call)) {
                code.invokestatic(STEPPED, call.name().stringValue(), call.typeSymbol());
            } else {
                code.with(element);
            }
        };
        return file.transformClass(model, ClassTransform.transformingMethodBodies(redirected));
    }

    private static boolean asksForTime(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC && CALLS
                .contains(call.owner().asInternalName() + "." + call.name().stringValue() + call.type().stringValue());
    }
}
