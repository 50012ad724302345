/**
 * Problem details (RFC 9457) as every service answers them: a stable type, a title in English and German, and what the
 * caller can do next. Mapping from exceptions is quarkus-resteasy-problem's; here stand the types.
 */
@NullMarked
package de.handschlag.problem;

import org.jspecify.annotations.NullMarked;
