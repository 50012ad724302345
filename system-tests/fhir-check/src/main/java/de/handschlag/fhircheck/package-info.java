/** Whether what a service says in FHIR is FHIR. */
@NullMarked
package de.handschlag.fhircheck;

import org.jspecify.annotations.NullMarked;
