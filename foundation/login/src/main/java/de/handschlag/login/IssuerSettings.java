package de.handschlag.login;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Whose tokens count, and for what (ADR 55): {@code handschlag.issuers.<name>.…}; the names are the operator's. */
@ConfigMapping(prefix = "handschlag.issuers")
interface IssuerSettings {

    @WithParentName
    Map<String, Binding> byName();

    /** What one issuer may; nothing but persons' logins unless it is said. */
    interface Binding {

        /** The issuer, exactly as in the claim {@code iss}. */
        String url();

        /** Roles that it may give. */
        @WithDefault(Roles.DATA_SUBJECT)
        Set<String> roles();

        /** Ids of the agencies that its tokens may speak for, or {@code *} for each; none if empty. */
        Optional<Set<String>> agencies();
    }
}
