/** Tests of the package of the same name, and of the officer's pages together. */
@org.jspecify.annotations.NullMarked
package de.handschlag.audit.page;
