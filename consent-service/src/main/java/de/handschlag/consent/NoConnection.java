package de.handschlag.consent;

import jakarta.ws.rs.core.Response;

import org.hibernate.exception.GenericJDBCException;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import de.handschlag.problem.ProblemType;

/** No connection to the database, or one that was lost before the commit: nothing was done, and the same can be sent again. */
class NoConnection {

    private static final Logger LOG = Logger.getLogger(NoConnection.class);

    @ServerExceptionMapper
    Response lost(JDBCConnectionException exception) {
        return unavailable(exception.getSQLException());
    }

    /** The pool's refusal, when all connections stay in use, has no SQL state; whatever has one came from the database. */
    @ServerExceptionMapper
    Response notHad(GenericJDBCException exception) {
        if (exception.getSQLState() == null) {
            return unavailable(exception.getSQLException());
        }
        LOG.error("the database refused a statement", exception);
        return ProblemType.INTERNAL_ERROR.because("Nothing was changed.").toResponse();
    }

    private static Response unavailable(Exception cause) {
        LOG.errorf("no connection to the database: %s", cause.toString());
        return ProblemType.UNAVAILABLE.retryAfter(1, "The database does not answer in time.").toResponse();
    }
}
