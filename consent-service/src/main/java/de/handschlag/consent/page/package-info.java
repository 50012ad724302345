/** Pages that no feature owns: the public start page, and the first page after login. */
@NullMarked
package de.handschlag.consent.page;

import org.jspecify.annotations.NullMarked;
