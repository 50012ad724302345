/** Tests of the package of the same name. */
@org.jspecify.annotations.NullMarked
package de.handschlag.audit.asking.inbox;
