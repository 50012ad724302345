/**
 * The API's door: outside the browser's paths a bearer token and nothing else says who somebody is (ADR 41). It also spares the
 * services to verify the same token at every request (ADR 7); how long a token is remembered is a setting. To be on the class
 * path is enough. What a token says is read here alone, and the roles have their names here. Persons come in here, too: which person a
 * login is, the consent-service knows ({@code DataSubjectService}) and the others ask it ({@link OwnPerson}).
 */
@NullMarked
package de.handschlag.login;

import org.jspecify.annotations.NullMarked;
