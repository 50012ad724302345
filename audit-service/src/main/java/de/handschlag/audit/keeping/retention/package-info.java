/**
 * Erases payloads of the log when their time is over or their person was erased (R28, G5). An entry that says so is in the log
 * first; the tree and every proof stay. The database's own functions do the erasing, and only what such an entry announces.
 */
@NullMarked
package de.handschlag.audit.keeping.retention;

import org.jspecify.annotations.NullMarked;
