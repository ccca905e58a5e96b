package io.incidentledger.people;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where somebody is reached. */
public record Address(Kind kind, String value) {

    /** By what means. */
    public enum Kind {
        @JsonProperty("mail")
        MAIL,
        @JsonProperty("chat")
        CHAT,
        @JsonProperty("phone")
        PHONE
    }
}
