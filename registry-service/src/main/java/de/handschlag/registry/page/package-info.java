/** Pages that no feature owns: the public start page, and the first page after login. */
@NullMarked
package de.handschlag.registry.page;

import org.jspecify.annotations.NullMarked;
