package de.handschlag.page;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** What somebody chose in a form, where each choice is sent by its name. */
public final class Chosen {

    private Chosen() {}

    /**
     * The constant of this name.
     *
     * @param values all that can be chosen
     * @param name   as it came; null if nothing was chosen
     * @return null if none of them has this name
     */
    public static <E extends Enum<E>> @Nullable E of(E[] values, @Nullable String name) {
        return Arrays.stream(values).filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }
}
