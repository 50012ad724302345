package de.handschlag.registry.webhook;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.problem.ProblemType;

/** Registers, shows and removes an agency's webhook. */
@ApplicationScoped
class WebhookService {

    private final WebhookRepository webhooks;
    private final WebhookTarget target;
    private final WebhookSecrets secrets;
    private final WebhookSettings settings;

    WebhookService(WebhookRepository webhooks, WebhookTarget target, WebhookSecrets secrets, WebhookSettings settings) {
        this.webhooks = webhooks;
        this.target = target;
        this.secrets = secrets;
        this.settings = settings;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * What is called from now on, with the secret if the agency had no webhook before.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the address may not be called
     */
    Registered register(String agencyId, String wanted) {
        String url = target.requireCallable(wanted).toString();
        byte[] secret = secrets.make();
        return new Registered(url,
                answering(() -> webhooks.register(agencyId, url, secrets.seal(agencyId, secret)))
                        ? WebhookSecrets.text(secret)
                        : null);
    }

    /** A new secret; the former one signs as well for a while. */
    String rotate(String agencyId) {
        byte[] secret = secrets.make();
        requireFound(answering(
                () -> webhooks.rotate(agencyId, secrets.seal(agencyId, secret), settings.formerSecretSigns())));
        return WebhookSecrets.text(secret);
    }

    Webhook get(String agencyId) {
        return answering(() -> webhooks.find(agencyId)).orElseThrow(WebhookService::notFound);
    }

    void remove(String agencyId) {
        requireFound(answering(() -> webhooks.remove(agencyId)));
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw notFound();
        }
    }

    private static RuntimeException notFound() {
        return ProblemType.NOT_FOUND.because("This agency has registered no webhook.");
    }

    private static <T> T answering(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalStateException("webhooks cannot be read or written", e);
        }
    }
}
