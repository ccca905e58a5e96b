package io.incidentledger.events;

/** SEV1 is the worst. Unsure means the higher. */
public enum Severity {
    SEV1,
    SEV2,
    SEV3,
    SEV4,
    SEV5
}
