package de.handschlag.fhircheck;

import java.util.List;

import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.jspecify.annotations.Nullable;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;

/** HAPI's validator with R4's own definitions; nothing is asked over the network. */
public final class FhirR4 {

    private static @Nullable FhirValidator validator;

    private FhirR4() {}

    /** What is wrong with a resource; empty if nothing is. */
    public static List<String> faults(String json) {
        return messages(json, ResultSeverityEnum.ERROR);
    }

    /** What is wrong with a resource, or at least is not advised. */
    public static List<String> warnings(String json) {
        return messages(json, ResultSeverityEnum.WARNING);
    }

    /** Lets go of R4's definitions, which are 200 MB. */
    public static synchronized void forget() {
        validator = null;
    }

    private static synchronized FhirValidator validator() {
        if (validator == null) {
            FhirContext context = FhirContext.forR4();
            validator = context.newValidator().registerValidatorModule(
                    new FhirInstanceValidator(new ValidationSupportChain(new DefaultProfileValidationSupport(context),
                            new CommonCodeSystemsTerminologyService(context),
                            new InMemoryTerminologyServerValidationSupport(context))));
        }
        return validator;
    }

    private static List<String> messages(String json, ResultSeverityEnum from) {
        return validator().validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(from) >= 0)
                .map(message -> message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage())
                .toList();
    }
}
