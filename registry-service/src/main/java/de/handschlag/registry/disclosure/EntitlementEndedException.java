package de.handschlag.registry.disclosure;

import java.io.Serial;

/** An administrator ended the agency's entitlement to the purpose, whatever its token says. Nothing was read. */
class EntitlementEndedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    EntitlementEndedException() {
        super("the entitlement is ended", null, false, false);
    }
}
