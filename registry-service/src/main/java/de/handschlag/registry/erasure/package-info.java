/**
 * What an erasure makes of all that the registry has about a person (Art. 17 GDPR, G5): one list, used when the erasure is applied
 * and when the views are built anew. Recipients are told by the notification feature.
 */
@NullMarked
package de.handschlag.registry.erasure;

import org.jspecify.annotations.NullMarked;
