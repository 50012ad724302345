package de.handschlag.registry.webhook;

import java.time.Instant;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import de.handschlag.problem.ProblemType;

/** Registers, shows and removes an agency's webhook. */
@ApplicationScoped
class WebhookService {

    private final WebhookRepository webhooks;
    private final WebhookTarget target;
    private final WebhookSecrets secrets;
    private final WebhookSettings settings;
    private final InstantSource clock;

    WebhookService(WebhookRepository webhooks, WebhookTarget target, WebhookSecrets secrets, WebhookSettings settings,
            InstantSource clock) {
        this.webhooks = webhooks;
        this.target = target;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is called from now on, with the secret if the agency had no webhook before.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the address may not be called
     */
    Registered register(String agencyId, String wanted) {
        String url = target.requireCallable(wanted).toString();
        byte[] secret = secrets.make();
        byte[] sealed = secrets.seal(agencyId, secret);
        boolean isNew = QuarkusTransaction.requiringNew().call(() -> webhooks.register(agencyId, url, sealed));
        return new Registered(url, isNew ? WebhookSecrets.text(secret) : null);
    }

    /** A new secret; the former one signs as well for a while. */
    String rotate(String agencyId) {
        byte[] secret = secrets.make();
        byte[] sealed = secrets.seal(agencyId, secret);
        Instant formerSignsUntil = clock.instant().plus(settings.formerSecretSigns());
        QuarkusTransaction.requiringNew().run(
                () -> webhooks.lock(agencyId).orElseThrow(WebhookService::notFound).rotate(sealed, formerSignsUntil));
        return WebhookSecrets.text(secret);
    }

    WebhookView get(String agencyId) {
        return QuarkusTransaction.requiringNew().call(() -> webhooks.findByIdOptional(agencyId))
                .orElseThrow(WebhookService::notFound).view(clock.instant());
    }

    void remove(String agencyId) {
        QuarkusTransaction.requiringNew()
                .run(() -> webhooks.delete(webhooks.lock(agencyId).orElseThrow(WebhookService::notFound)));
    }

    private static RuntimeException notFound() {
        return ProblemType.NOT_FOUND.because("This agency has registered no webhook.");
    }
}
