/**
 * What an erasure makes of all that the registry has about a person (Art. 17 GDPR, G5): the list, and nothing that erases. {@code sharingview}
 * goes by it when the erasure is applied ({@code ViewStatements.erase}) and when the views are built anew; {@code notification} has the
 * recipients told and then forgets the person there ({@code ChangeStatements.erase}). See docs/tables.md.
 */
@NullMarked
package de.handschlag.registry.erasure;

import org.jspecify.annotations.NullMarked;
