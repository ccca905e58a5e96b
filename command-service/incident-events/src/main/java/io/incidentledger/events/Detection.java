package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * How the incident came to notice; {@code detail} names the alert, channel or person in words.
 *
 * @param source what noticed first
 * @param detail the alert, channel or person in words
 */
public record Detection(DetectionSource source, @Nullable String detail) {}
