package de.handschlag.event;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Refuses data in which a component is null that may not be: Jackson alone would let it through. What a record is made of is
 * looked up once; reflection on each event cost more than reading its JSON.
 */
final class RequiredComponents {

    /**
     * A component of a record.
     *
     * @param mayHoldText whether it is a text, or made of some
     * @param isLong      see {@link LongText}
     */
    record Component(String name, MethodHandle accessor, boolean nullable, boolean mayHoldText, boolean isLong) {

        @Nullable
        Object of(Object value) {
            return read(this, value);
        }
    }

    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return type.isRecord()
                    ? Arrays.stream(type.getRecordComponents()).map(RequiredComponents::component).toList()
                    : List.of();
        }
    };

    private RequiredComponents() {}

    private static Component component(RecordComponent component) {
        try {
            return new Component(component.getName(),
                    MethodHandles.lookup().unreflect(component.getAccessor())
                            .asType(MethodType.methodType(Object.class, Object.class)),
                    isNullable(component), mayHoldText(component.getType()),
                    component.isAnnotationPresent(LongText.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("component of a public record is readable", e);
        }
    }

    private static boolean mayHoldText(Class<?> type) {
        return type == String.class || type.isRecord() || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    /** Of an object that is a record; none of any other. */
    static List<Component> of(Class<?> type) {
        return COMPONENTS.get(type);
    }

    /** @throws UnintelligibleEventException naming the first component that is missing */
    static void require(@Nullable Object value, String path) {
        if (value == null) {
            throw new UnintelligibleEventException("missing " + path, null);
        }
        for (Component component : COMPONENTS.get(value.getClass())) {
            Object part = read(component, value);
            if (part == null ? !component.nullable : part.getClass().isRecord()) {
                require(part, path + "." + component.name);
            }
        }
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object read(Component component, Object value) {
        try {
            return component.accessor.invokeExact(value);
        } catch (Throwable e) {
            throw new IllegalStateException("component of a record is readable", e);
        }
    }
}
