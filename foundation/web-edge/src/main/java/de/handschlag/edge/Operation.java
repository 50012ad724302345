package de.handschlag.edge;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.validation.Violation;

/**
 * What an operation takes, read off the method that answers it, so that a new one is strict without anybody thinking of it.
 *
 * @param ofTheInterface whether it belongs to {@code /v1}; others' tools read the public log and may add what they like
 * @param document       what it reads the JSON document as; null if it takes none
 * @param byArgument     by the position of the method's argument and the member of a bean; by "" for the argument itself
 */
record Operation(boolean ofTheInterface, @Nullable Class<?> document, List<Parameter> parameters,
        SortedSet<String> queryNames, Map<Integer, Map<String, Parameter>> byArgument) {

    private static final String WITHIN_BEAN_OR_ITSELF = "";

    static Operation of(Class<?> resource, Method method) {
        String template = path(resource) + "/" + path(method);
        Map<Integer, Map<String, Parameter>> byArgument = new HashMap<>();
        Class<?> document = null;
        java.lang.reflect.Parameter[] arguments = method.getParameters();
        for (int index = 0; index < arguments.length; index++) {
            java.lang.reflect.Parameter argument = arguments[index];
            if (argument.isAnnotationPresent(BeanParam.class)) {
                byArgument.put(index, ofBean(argument.getType()));
                continue;
            }
            Optional<Parameter> declared = declared(argument, argument.getName(), argument.getType(),
                    argument.getParameterizedType());
            if (declared.isPresent()) {
                byArgument.put(index, Map.of(WITHIN_BEAN_OR_ITSELF, declared.get()));
            } else if (template.matches(".*\\{\\s*" + argument.getName() + "\\s*[:}].*")) {
                // The framework takes an argument for the part of the path that has its name.
                byArgument.put(index, Map.of(WITHIN_BEAN_OR_ITSELF,
                        new Parameter(Violation.In.path, argument.getName(), Form.of(argument.getType()), false)));
            } else if (!isOfTheFramework(argument)) {
                document = argument.getType();
            }
        }
        List<Parameter> parameters = byArgument.values().stream().flatMap(found -> found.values().stream()).toList();
        return new Operation(template.matches("/*v1(/.*)?"), document, parameters,
                parameters.stream().filter(parameter -> parameter.in() == Violation.In.query).map(Parameter::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                byArgument);
    }

    /** The parameter that an argument, or one of its members, stands for; empty for the body. */
    Optional<Parameter> parameter(int argument, @Nullable String member) {
        Map<String, Parameter> declared = byArgument.getOrDefault(argument, Map.of());
        return Optional.ofNullable(declared.get(WITHIN_BEAN_OR_ITSELF))
                .or(() -> Optional.ofNullable(member == null ? null : declared.get(member)));
    }

    boolean takesBody() {
        return document != null;
    }

    /** What is wrong with the parameter of this name, or else with the member of the document, or of a document within it. */
    Violation place(String name, String message) {
        return parameters.stream().filter(parameter -> parameter.name().equals(name)).map(Parameter::in).findFirst()
                .map(in -> in.field(name).message(message))
                .orElseGet(() -> Violation.In.body.field(within(name) + name).message(message));
    }

    private String within(String member) {
        if (document == null || !document.isRecord() || hasMember(document, member)) {
            return "";
        }
        return Arrays.stream(document.getRecordComponents()).filter(inner -> hasMember(inner.getType(), member))
                .map(inner -> inner.getName() + ".").findFirst().orElse("");
    }

    private static boolean hasMember(Class<?> document, String member) {
        return document.isRecord() && Arrays.stream(document.getRecordComponents())
                .anyMatch(component -> component.getName().equals(member));
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static Map<String, Parameter> ofBean(Class<?> bean) {
        Map<String, Parameter> members = new HashMap<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(BeanParam.class)) {
                    members.putAll(ofBean(field.getType()));
                } else if (!Modifier.isStatic(field.getModifiers())) {
                    declared(field, field.getName(), field.getType(), field.getGenericType())
                            .ifPresent(parameter -> members.put(field.getName(), parameter));
                }
            }
        }
        return members;
    }

    private static Optional<Parameter> declared(AnnotatedElement element, String ownName, Class<?> type,
            Type genericType) {
        boolean repeatable = Collection.class.isAssignableFrom(type);
        for (Annotation annotation : element.getAnnotations()) {
            Parameter found = switch (annotation) {
                case QueryParam query -> parameter(Violation.In.query, query.value(), type, genericType, repeatable);
                case RestQuery query ->
                    parameter(Violation.In.query, or(query.value(), ownName), type, genericType, repeatable);
                case HeaderParam header ->
                    parameter(Violation.In.header, header.value(), type, genericType, repeatable);
                case RestHeader header -> parameter(Violation.In.header, or(header.value(), hyphenated(ownName)), type,
                        genericType, repeatable);
                case PathParam path -> parameter(Violation.In.path, path.value(), type, genericType, repeatable);
                case RestPath path ->
                    parameter(Violation.In.path, or(path.value(), ownName), type, genericType, repeatable);
                default -> null;
            };
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static Parameter parameter(Violation.In in, String name, Class<?> type, Type genericType,
            boolean repeatable) {
        Class<?> single = repeatable && genericType instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : type;
        return new Parameter(in, name, Form.of(single), repeatable);
    }

    private static String or(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }

    /** {@code employeeReference} is the header {@code Employee-Reference}. */
    private static String hyphenated(String name) {
        List<String> words = new ArrayList<>();
        Arrays.stream(name.split("(?=[A-Z])"))
                .forEach(word -> words.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)));
        return String.join("-", words);
    }

    private static boolean isOfTheFramework(java.lang.reflect.Parameter argument) {
        return argument.isAnnotationPresent(Context.class)
                || argument.getType().getPackageName().startsWith("jakarta.ws.rs");
    }
}
