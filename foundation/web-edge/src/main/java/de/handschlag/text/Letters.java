package de.handschlag.text;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

/** A text that has to say something, such as a reason: dots and digits alone do not. Null is another constraint's business. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Constraint(validatedBy = Letters.Counter.class)
public @interface Letters {

    /** How many letters there are at least, of whatever script. */
    int value();

    String message() default "words are expected, with {value} letters at least";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Counts them. */
    final class Counter implements ConstraintValidator<Letters, String> {

        private int least;

        @Override
        public void initialize(Letters letters) {
            least = letters.value();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || text.codePoints().filter(Character::isLetter).count() >= least;
        }
    }
}
