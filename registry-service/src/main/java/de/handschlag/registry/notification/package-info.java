/**
 * Who received data under which grant or by which norm, and what those agencies are told afterwards: a feed of withdrawals, corrections
 * and new grants. What they have to answer is an obligation with a deadline (R10, R23, R24, G6).
 */
@NullMarked
package de.handschlag.registry.notification;

import org.jspecify.annotations.NullMarked;
