package de.handschlag.login;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The issuers whose tokens count here, the same in every service. A mistake in their settings ends the start. */
@ApplicationScoped
public class Issuers {

    private final List<Issuer> all;

    Issuers(IssuerSettings settings, @ConfigProperty(name = "handschlag.oidc.issuer") String own) {
        this.all = settings.byName().entrySet().stream().map(entry -> issuer(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Issuer issuer) -> !issuer.url().equals(own)).thenComparing(Issuer::name))
                .toList();
        Set<String> urls = new HashSet<>();
        for (Issuer issuer : all) {
            if (!urls.add(issuer.url())) {
                throw new IllegalArgumentException("handschlag.issuers: two have the address " + issuer.url());
            }
        }
        if (!urls.contains(own)) {
            throw new IllegalArgumentException("handschlag.issuers: none has the address of handschlag.oidc.issuer");
        }
    }

    private static Issuer issuer(String name, IssuerSettings.Binding binding) {
        try {
            return new Issuer(name, binding.url(), binding.audience().orElse(null), binding.roles(),
                    binding.agencies().orElse(Set.of()), binding.staffAcrValues().orElse(List.of()),
                    binding.claims().paths());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("handschlag.issuers." + name + ": " + e.getMessage(), e);
        }
    }

    /** All of them; the first is the one whose logins open pages too. */
    public List<Issuer> all() {
        return all;
    }

    /** @param url claim {@code iss} */
    Optional<Issuer> of(@Nullable String url) {
        return all.stream().filter(issuer -> issuer.url().equals(url)).findFirst();
    }
}
