/** Tests of the audit-service among real PostgreSQL, Kafka and Keycloak. */
@org.jspecify.annotations.NullMarked
package de.handschlag.audit;
