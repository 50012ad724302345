/** Tests of the package of the same name, and of the caseworkers' pages together. */
@org.jspecify.annotations.NullMarked
package de.handschlag.registry.page;
