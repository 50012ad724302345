package de.handschlag.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the frame and its components, in every language of {@link PageLanguage}. */
@MessageBundle(value = "frame", locale = "de")
public interface FrameMessages {

    @Message
    String skip();

    @Message
    String tools();

    @Message
    String language();

    @Message
    String login();

    @Message
    String logout();

    @Message
    String leave();

    @Message
    String menu();

    @Message
    String home();

    @Message
    String promise();

    @Message
    String print();

    @Message
    String error();

    @Message
    String errorsTitle();

    @Message
    String pages();

    @Message
    String previous();

    @Message
    String next();

    @Message
    String step(int number, int of);

    @Message
    String count();

    @Message
    String draft();

    @Message
    String yes();

    @Message
    String no();

    @Message
    String save();

    @Message
    String back();

    @Message
    String cancel();

    @Message
    String reason();

    @Message
    String toStart();

    @Message
    String misunderstood();

    @Message
    String misunderstoodNext();

    @Message
    String loginNeeded();

    @Message
    String loginNeededNext();

    @Message
    String forbidden();

    @Message
    String forbiddenNext();

    @Message
    String notFound();

    @Message
    String notFoundNext();

    @Message
    String conflict();

    @Message
    String conflictNext();

    @Message
    String tooMany();

    @Message
    String tooManyNext();

    @Message
    String failed();

    @Message
    String failedNext();

    @Message
    String unavailable();

    @Message
    String unavailableNext();

    @Message
    String machineTranslated();

    @Message
    String accessibility();

    @Message
    String privacy();

    @Message
    String staying(long minutes);

    @Message
    String endedTitle();

    @Message
    String ended();

    @Message
    String endedNext();
}
