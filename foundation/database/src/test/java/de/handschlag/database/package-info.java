@org.jspecify.annotations.NullMarked
package de.handschlag.database;
