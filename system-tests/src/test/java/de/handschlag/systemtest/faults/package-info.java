/**
 * The fault harness: a whole stack with replicas behind proxies, a random workload whose every answer is kept, faults by a
 * seeded schedule, and a checker that compares what clients were told with what the log says (docs/fault-testing.md).
 */
package de.handschlag.systemtest.faults;
