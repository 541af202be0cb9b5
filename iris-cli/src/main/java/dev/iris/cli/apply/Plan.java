package dev.iris.cli.apply;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be done so that the destinations are as a file says.
 *
 * @param steps those that delete last: what else is asked for is safe by then
 * @param unchanged how many destinations of the file are as it says
 */
public record Plan(List<Step> steps, int unchanged) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** Every line, what goes first. */
    public List<DiffLine> lines() {
        return Stream.concat(
                        steps.stream().filter(Step.Delete.class::isInstance),
                        steps.stream().filter(step -> !(step instanceof Step.Delete)))
                .flatMap(step -> step.lines().stream())
                .toList();
    }
}
