package de.handschlag.audit.asking.export;

import java.util.List;

import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;

/** HAPI's validator with R4's own definitions; nothing is asked over the network. */
final class FhirR4 {

    private static final FhirContext CONTEXT = FhirContext.forR4();
    private static final FhirValidator VALIDATOR = CONTEXT.newValidator()
            .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                    new DefaultProfileValidationSupport(CONTEXT), new CommonCodeSystemsTerminologyService(CONTEXT),
                    new InMemoryTerminologyServerValidationSupport(CONTEXT))));

    private FhirR4() {}

    /** What is wrong with a resource; empty if nothing is. */
    static List<String> faults(String json) {
        return messages(json, ResultSeverityEnum.ERROR);
    }

    /** What is wrong with a resource, or at least is not advised. */
    static List<String> warnings(String json) {
        return messages(json, ResultSeverityEnum.WARNING);
    }

    private static List<String> messages(String json, ResultSeverityEnum from) {
        return VALIDATOR.validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(from) >= 0)
                .map(message -> message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage())
                .toList();
    }
}
