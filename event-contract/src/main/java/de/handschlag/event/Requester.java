package de.handschlag.event;

import org.jspecify.annotations.Nullable;

/**
 * Who asked, without a name.
 *
 * @param agencyId   the requesting body; null for a requester outside of any agency, such as a data-protection officer
 * @param clientId   OAuth 2 client through which the request came
 * @param employeeId random or agency's own id of the responsible employee; null if the system asked by itself
 */
public record Requester(@Nullable String agencyId, String clientId, @Nullable String employeeId) {}
