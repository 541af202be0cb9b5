package dev.iris.model;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All destinations and their open mappings on one day, compiled for look-up. Immutable; a change makes a new one. */
public final class Catalog {
    /** A catalog without destinations. */
    public static final Catalog EMPTY = compile(List.of(), LocalDate.EPOCH, 0);

    private final long epoch;
    private final Map<DestinationNumber, Destination> destinations;
    private final Map<DestinationNumber, Route> routes;
    private final Map<SegmentId, List<Route>> routesBySegment;
    private final Map<DataSourceId, List<Route>> routesByDataSource;

    private Catalog(long epoch, Collection<Destination> destinations, LocalDate day, Map<SegmentId, String> codes) {
        this.epoch = epoch;
        this.destinations = destinations.stream().collect(toUnmodifiableMap(Destination::number, d -> d));
        this.routes =
                destinations.stream().map(d -> route(d, day, codes)).collect(toUnmodifiableMap(Route::number, r -> r));
        this.routesBySegment = new HashMap<>();
        this.routesByDataSource = new HashMap<>();
        for (var route : routes.values()) {
            routesByDataSource
                    .computeIfAbsent(route.userDpid(), _ -> new ArrayList<>())
                    .add(route);
            for (var segment : route.aliases().keySet()) {
                routesBySegment.computeIfAbsent(segment, _ -> new ArrayList<>()).add(route);
            }
        }
    }

    /**
     * Compiles the mappings that are open on a day.
     *
     * @param day the current day in UTC
     * @param epoch number of this catalog, higher than that of any before it
     */
    public static Catalog compile(Collection<Destination> destinations, LocalDate day, long epoch) {
        return compile(destinations, day, epoch, Map.of());
    }

    /**
     * As above.
     *
     * @param codes integration codes of segments, by which mappings without an alias call them
     */
    public static Catalog compile(
            Collection<Destination> destinations, LocalDate day, long epoch, Map<SegmentId, String> codes) {
        return new Catalog(epoch, destinations, day, codes);
    }

    /** Number of this catalog; grows with every change. */
    public long epoch() {
        return epoch;
    }

    /** All destinations, in no order. */
    public Collection<Destination> destinations() {
        return destinations.values();
    }

    /** The destination with that number, if there is one. */
    public Optional<Destination> findDestination(DestinationNumber number) {
        return Optional.ofNullable(destinations.get(number));
    }

    /** The route of the destination with that number, if there is one. */
    public Optional<Route> findRoute(DestinationNumber number) {
        return Optional.ofNullable(routes.get(number));
    }

    /** The routes that map the segment now. */
    public List<Route> routesOf(SegmentId segment) {
        return routesBySegment.getOrDefault(segment, List.of());
    }

    /** The routes whose partner knows devices by ids of the data source. */
    public List<Route> routesOf(DataSourceId dataSource) {
        return routesByDataSource.getOrDefault(dataSource, List.of());
    }

    private static Route route(Destination destination, LocalDate day, Map<SegmentId, String> codes) {
        var open = destination.mappings().stream()
                .filter(mapping -> mapping.openOn(day))
                .collect(toUnmodifiableMap(Mapping::segment, mapping -> mapping.value(codes)));
        return new Route(
                destination.number(),
                destination.userDpid(),
                destination.mappingEpoch(),
                destination.reach(),
                open,
                destination.realtime(),
                destination.batch().enabled());
    }
}
