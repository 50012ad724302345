/**
 * Tells agencies that their feed has something new, by signed HTTP requests that hold nothing else (Standard Webhooks).
 */
@NullMarked
package de.handschlag.registry.webhook;

import org.jspecify.annotations.NullMarked;
