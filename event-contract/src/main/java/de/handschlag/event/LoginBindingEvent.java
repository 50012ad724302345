package de.handschlag.event;

import java.util.UUID;

/** A change of the tie between a person and a login (R35). It is a step of the person's revision that changes no view. */
public sealed interface LoginBindingEvent extends PersonEvent permits LoginBindingRequested, LoginBound, LoginUnbound {

    /** The whole tie after the change. */
    LoginBindingState loginBinding();

    @Override
    default String messageKey() {
        return messageKey(dataSubjectId(), loginBinding().loginBindingId());
    }

    /** Compaction key of a tie. */
    static String messageKey(UUID dataSubjectId, UUID loginBindingId) {
        return dataSubjectId + "/login-binding/" + loginBindingId;
    }
}
