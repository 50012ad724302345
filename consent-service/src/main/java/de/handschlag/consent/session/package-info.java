/**
 * What the browser's login is good for, so that the code flow can be seen to work.
 */
@NullMarked
package de.handschlag.consent.session;

import org.jspecify.annotations.NullMarked;
