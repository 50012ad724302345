/**
 * What all three services' OpenAPI documents say alike: the problem that each operation can answer, what parameters and headers
 * mean, where the service is. A program that is generated from a document then knows every answer.
 */
@NullMarked
package de.handschlag.edge.openapi;

import org.jspecify.annotations.NullMarked;
