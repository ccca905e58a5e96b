package io.incidentledger.reliability.check;

/**
 * What a query node answered once everything was quiet.
 *
 * @param path below {@code /api/v1/}, with every page of a list in one body
 */
public record ViewDump(String node, String path, int status, String body) {}
