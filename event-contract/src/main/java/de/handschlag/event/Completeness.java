package de.handschlag.event;

import java.lang.reflect.RecordComponent;

import org.jspecify.annotations.Nullable;

/** Refuses data in which a component is null that may not be: Jackson alone would let it through. */
final class Completeness {

    private Completeness() {}

    /** @throws UnintelligibleEventException naming the first component that is missing */
    static void require(@Nullable Object value, String path) {
        if (value == null) {
            throw new UnintelligibleEventException("missing " + path, null);
        }
        if (!value.getClass().isRecord()) {
            return;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = read(component, value);
            if (part != null || !isNullable(component)) {
                require(part, path + "." + component.getName());
            }
        }
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object read(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("component of a public record is readable", e);
        }
    }
}
