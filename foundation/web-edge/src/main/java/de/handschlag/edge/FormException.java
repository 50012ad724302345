package de.handschlag.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A value that is not written as its type is; never repeats it. */
final class FormException extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    private final transient Form form;

    FormException(JsonParser json, Form form, Class<?> type) {
        super(json, form.expected(), type);
        this.form = form;
    }

    Form form() {
        return form;
    }
}
