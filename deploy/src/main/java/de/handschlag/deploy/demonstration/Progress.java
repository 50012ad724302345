package de.handschlag.deploy.demonstration;

/** Hears how far the loading is. */
@FunctionalInterface
public interface Progress {

    /**
     * @param what what is being done
     * @param done how many of {@code all} are done
     * @param all  how many there are
     */
    void at(String what, int done, int all);
}
