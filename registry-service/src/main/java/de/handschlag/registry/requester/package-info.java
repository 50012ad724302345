/**
 * Who asks: agency, client, employee and entitled purposes, from the access token (R18).
 */
@NullMarked
package de.handschlag.registry.requester;

import org.jspecify.annotations.NullMarked;
