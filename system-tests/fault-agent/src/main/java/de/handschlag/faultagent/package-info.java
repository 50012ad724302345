/**
 * A Java agent that only the fault harness loads, so that the services carry no switch for any of this. It steps the clock
 * that a service's own classes read, and it plants faults that the harness' checker must find.
 */
@NullMarked
package de.handschlag.faultagent;

import org.jspecify.annotations.NullMarked;
