/**
 * The browser's login: shows that the code flow works and whom it logged in.
 */
@NullMarked
package de.handschlag.registry.session;

import org.jspecify.annotations.NullMarked;
