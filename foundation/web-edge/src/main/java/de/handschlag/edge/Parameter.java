package de.handschlag.edge;

import io.quarkiverse.resteasy.problem.validation.Violation;

/**
 * A parameter of an operation.
 *
 * @param name       as the client writes it
 * @param repeatable whether the method takes a list of values
 */
record Parameter(Violation.In in, String name, Form form, boolean repeatable) {}
