package de.handschlag.systemtest.faults;

/** The stack of all fault tests, started once and ended with the JVM. */
final class SharedFaultStack {

    private static FaultStack running;

    private SharedFaultStack() {}

    static synchronized FaultStack get() {
        if (running == null) {
            FaultStack stack = new FaultStack(FaultStack.newDirectory(), 3);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            stack.start();
            running = stack;
        }
        return running;
    }
}
