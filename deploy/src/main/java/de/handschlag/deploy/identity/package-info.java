/**
 * Keycloak's side of Handschlag: the realm as code and the administration of users and agencies' clients through the admin
 * REST API. Tokens come from the ordinary token endpoint; nothing signs tokens in Keycloak's place.
 */
@NullMarked
package de.handschlag.deploy.identity;

import org.jspecify.annotations.NullMarked;
