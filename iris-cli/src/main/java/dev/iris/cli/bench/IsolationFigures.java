package dev.iris.cli.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The report of an isolation benchmark. */
record IsolationFigures(IsolationLoad isolation, Pace pace, List<TrialPair> pairs) {
    Outcome outcome() throws InterruptedException {
        var judgement = all().map(TrialFigures::judgement).reduce(Judgement.RIGHT, Judgement::plus);
        var report = Figures.head("isolation", isolation.load())
                .text(
                        "fault",
                        "how bad destinations are bad",
                        isolation.trouble().toString())
                .count("destinations", "destinations", isolation.destinations())
                .count("bad", "bad ones of them", isolation.bad())
                .count("rate", "events/s meant, for all of them", isolation.rate())
                .count("eventsPerRequest", "events a request", pace.eventsPerRequest())
                .list("pairs", pairs.stream().map(TrialPair::report).toList())
                .number("medianP50Ratio", "median ratio of the p50s", median(TrialFigures::fromAccepted, 50), 3)
                .number("medianP99Ratio", "median ratio of the p99s", median(TrialFigures::fromAccepted, 99), 3)
                .number(
                        "medianP99RatioFromMeant",
                        "median ratio of the p99s from the meant moment",
                        median(TrialFigures::fromMeant, 99),
                        3)
                .group("without", server("A", TrialPair::without))
                .group("with", server("B", TrialPair::with));
        books(report, judgement);
        return Outcome.of(report, judgement);
    }

    private void books(Report report, Judgement judgement) {
        report.count(
                        "eventsAccepted",
                        "events accepted",
                        sum(figures -> figures.trial().accepted()))
                .count("healthyEvents", "of them for healthy destinations", sum(TrialFigures::events))
                .count("usersDelivered", "users the healthy partner accepted", sum(TrialFigures::users))
                .count(
                        "backlogAtEnd",
                        "healthy backlog at the end",
                        sum(figures -> ending(figures).backlog()))
                .count("repeats", "repeats", sum(TrialFigures::repeats))
                .count(
                        "failed",
                        "failed at healthy destinations",
                        sum(figures -> ending(figures).failed()))
                .count("lost", "devices lost", judgement.lost())
                .count("invented", "devices invented", judgement.invented());
    }

    /** The most that a server needed in the runs of one kind. */
    private Report server(String kind, Function<TrialPair, TrialFigures> of) {
        var peaks = trials(of).map(Trial::peaks).reduce(Vitals.Peaks.NONE, Vitals.Peaks::or);
        var megabytes = trials(of)
                .map(trial -> trial.ending().peakMegabytes())
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        return new Report()
                .measured("peakThreads", "peak threads of the server, " + kind, Figures.number(peaks.threads()), 0)
                .measured("peakSockets", "peak sockets of the server, " + kind, Figures.number(peaks.sockets()), 0)
                .measured("peakRssMegabytes", "peak memory of the server, MB, " + kind, megabytes, 0);
    }

    private double median(Function<TrialFigures, Latencies> of, double percent) {
        return Median.of(pairs.stream().mapToDouble(pair -> pair.ratio(of, percent)));
    }

    private long sum(ToLongFunction<TrialFigures> figure) {
        return all().mapToLong(figure).sum();
    }

    private Stream<TrialFigures> all() {
        return pairs.stream().flatMap(pair -> Stream.of(pair.without(), pair.with()));
    }

    private Stream<Trial> trials(Function<TrialPair, TrialFigures> of) {
        return pairs.stream().map(of).map(TrialFigures::trial);
    }

    private static ServerFigures ending(TrialFigures figures) {
        return figures.trial().ending().figures();
    }
}
