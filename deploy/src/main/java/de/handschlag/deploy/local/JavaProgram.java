package de.handschlag.deploy.local;

import java.nio.file.Path;
import java.util.List;

/** The java program that runs us; the parts of the stack run on the same one. */
public final class JavaProgram {

    /** Its installation. */
    public static final String HOME = System.getProperty("java.home");

    /** The program itself. */
    public static final String PATH = Path.of(HOME, "bin", "java").toString();

    /**
     * The optimising compiler compiles what is four times as hot as usual. In a small stack's first minutes it took almost half
     * of all processor time for code that runs a few hundred times; what is really hot is still optimised.
     */
    public static final List<String> OPTIMISE_LATE = List.of("-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400", "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000");

    private JavaProgram() {}

    /**
     * The first virtual machine of a program that ends keeps its classes, as it has read and checked them; the start of each later one then
     * takes half of the processor time. One that was made of other jars is made anew.
     *
     * @param archive where; its directory has to be there
     */
    public static List<String> sharedClasses(Path archive) {
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    }
}
