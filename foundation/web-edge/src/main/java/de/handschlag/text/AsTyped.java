package de.handschlag.text;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A member that is read, compared and thrown away, never stored: a code that a person copies from paper or pastes from a
 * message. Whoever reads it is to be lenient in a way of its own, so it arrives as it was typed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface AsTyped {
}
