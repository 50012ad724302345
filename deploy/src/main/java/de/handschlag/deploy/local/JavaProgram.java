package de.handschlag.deploy.local;

import java.nio.file.Path;

/** The java program that runs us; the parts of the stack run on the same one. */
public final class JavaProgram {

    /** Its installation. */
    public static final String HOME = System.getProperty("java.home");

    /** The program itself. */
    public static final String PATH = Path.of(HOME, "bin", "java").toString();

    private JavaProgram() {}
}
