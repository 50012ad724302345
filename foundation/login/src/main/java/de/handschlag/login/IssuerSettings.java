package de.handschlag.login;

import java.util.List;
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

        /** What its tokens for this service have in the claim {@code aud}; by default the service's name. */
        Optional<String> audience();

        /** Roles that it may give. */
        @WithDefault(Roles.DATA_SUBJECT)
        Set<String> roles();

        /** Ids of the agencies that its tokens may speak for, or {@code *} for each; none if empty. */
        Optional<Set<String>> agencies();

        /** Values of {@code acr}, one of which a token of staff has to have (RFC 9470), the preferred first; any if empty. */
        Optional<List<String>> staffAcrValues();

        Claims claims();
    }

    /** Where its tokens say what; each is a {@link ClaimPath}. */
    interface Claims {

        @WithDefault("realm_access/roles")
        String roles();

        @WithDefault("agency_id")
        String agencyId();

        @WithDefault("purposes")
        String purposes();

        @WithDefault("disclosure_block_override")
        String disclosureBlockOverride();

        @WithDefault("azp")
        String clientId();

        @WithDefault("acr")
        String acr();

        /** @throws IllegalArgumentException if one is no path */
        default Issuer.Claims paths() {
            return new Issuer.Claims(ClaimPath.of(roles()), ClaimPath.of(agencyId()), ClaimPath.of(purposes()),
                    ClaimPath.of(disclosureBlockOverride()), ClaimPath.of(clientId()), ClaimPath.of(acr()));
        }
    }
}
