/** The login of a browser (code flow with PKCE); pages will stand on it. */
@NullMarked
package de.handschlag.audit.session;

import org.jspecify.annotations.NullMarked;
