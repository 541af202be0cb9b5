package dev.iris.server.control;

/**
 * A row of an import that is no event.
 *
 * @param line on which the row begins, from 1
 * @param field what of it is wrong; empty when it is the row as a whole
 * @param reason what is wrong and what is expected
 */
public record BadRow(long line, String field, String reason) {}
