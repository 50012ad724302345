package de.handschlag.event;

import java.util.UUID;

/** A change of the binding of a login to a person (R35). It is a step of the person's revision that changes no view. */
public sealed interface LoginBindingEvent extends PersonEvent permits LoginBindingRequested, LoginBound, LoginUnbound {

    /** The whole binding after the change. */
    LoginBindingState loginBinding();

    @Override
    default String messageKey() {
        return messageKey(dataSubjectId(), loginBinding().loginBindingId());
    }

    /** Compaction key of a login binding. */
    static String messageKey(UUID dataSubjectId, UUID loginBindingId) {
        return dataSubjectId + "/login-binding/" + loginBindingId;
    }
}
