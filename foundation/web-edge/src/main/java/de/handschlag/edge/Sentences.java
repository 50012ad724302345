package de.handschlag.edge;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a violated constraint says to the client: what is expected, in a plain sentence. A constraint that states a message of
 * its own keeps it.
 */
final class Sentences {

    /** A constraint's default message is a key in braces. */
    private static final Pattern OF_THE_FRAMEWORK = Pattern.compile("\\{.*}");
    private static final Pattern ALTERNATIVES = Pattern.compile("[A-Za-z-]+(\\|[A-Za-z-]+)+");
    private static final String UUID_TEXT = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private Sentences() {}

    static String of(ConstraintViolation<?> violation) {
        if (!OF_THE_FRAMEWORK.matcher(violation.getMessageTemplate()).matches()) {
            return violation.getMessage();
        }
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        return switch (constraint) {
            case NotNull missing -> "is missing";
            case NotBlank blank -> "is missing or blank";
            case NotEmpty empty -> "is missing or empty";
            case Min min -> "at least " + min.value() + " is expected";
            case Max max -> "at most " + max.value() + " is expected";
            case Size size -> size(size, violation.getInvalidValue() instanceof Collection ? "entries" : "characters");
            case jakarta.validation.constraints.Pattern pattern -> pattern(pattern.regexp());
            default -> "is not valid";
        };
    }

    private static String size(Size size, String what) {
        if (size.max() == Integer.MAX_VALUE) {
            return "at least " + size.min() + " " + what + " are expected";
        }
        return (size.min() == 0 ? "at most " : size.min() + " to ") + size.max() + " " + what + " are expected";
    }

    private static String pattern(String regexp) {
        if (ALTERNATIVES.matcher(regexp).matches()) {
            return "one of " + regexp.replace("|", ", ") + " is expected";
        }
        return regexp.equals(UUID_TEXT)
                ? Form.UUID_FORM.expected()
                : "does not have the form that the OpenAPI document names";
    }
}
