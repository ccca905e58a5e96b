package io.incidentledger.events;

/**
 * A figure was not published so after all: it was entered by mistake.
 *
 * @param reason why
 */
public record FigureTakenBack(PublishedFigure figure, String reason) implements FigureEvent {}
