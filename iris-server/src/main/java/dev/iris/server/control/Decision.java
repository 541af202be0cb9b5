package dev.iris.server.control;

/**
 * What a change that was asked for comes to.
 *
 * @param roster afterwards; equal to the one before when nothing changes
 */
record Decision(Roster roster, ChangeResult result) {}
