/**
 * How services use their databases beside Hibernate: {@code Sql} runs plain statements, {@code LeaderLock} makes one replica at
 * a time the active one, {@code TurnLock} lets one transaction wait for another. All fail with {@code DatabaseException}, which the
 * edge answers as 503 where the database is away.
 */
@NullMarked
package de.handschlag.database;

import org.jspecify.annotations.NullMarked;
