package de.handschlag.text;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;

/**
 * Has {@code @Size} count a text's characters (code points) in every service. By itself it counts Java's halves of them, so that
 * 1000 letters of a script from Unicode's further planes would be 2000; OpenAPI's {@code minLength}, which is made from
 * the same annotation, counts characters.
 */
public final class TextLength implements ConstraintValidator<Size, String> {

    private int least;
    private int most;

    @Override
    public void initialize(Size size) {
        least = size.min();
        most = size.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        if (text == null) {
            return true;
        }
        int length = text.codePointCount(0, text.length());
        return length >= least && length <= most;
    }

    /** The validator for the narrower type is the one that is taken. */
    @ApplicationScoped
    static class Registration implements ValidatorFactoryCustomizer {

        @Override
        public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
            var mapping = configuration.createConstraintMapping();
            mapping.constraintDefinition(Size.class).includeExistingValidators(true).validatedBy(TextLength.class);
            configuration.addMapping(mapping);
        }
    }
}
