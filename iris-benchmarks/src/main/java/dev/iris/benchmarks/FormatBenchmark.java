package dev.iris.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.iris.format.MessageFormat;
import dev.iris.format.Rendered;
import dev.iris.format.StandardFormat;
import dev.iris.format.TemplateFaultException;
import dev.iris.format.TemplateLimitException;
import dev.iris.model.Contact;
import dev.iris.model.ContentType;
import dev.iris.model.DataSourceId;
import dev.iris.model.DestinationId;
import dev.iris.model.DeviceId;
import dev.iris.model.EntryFacts;
import dev.iris.model.Format;
import dev.iris.model.Message;
import dev.iris.model.RegionId;
import dev.iris.model.SegmentId;
import dev.iris.model.SegmentStatus;
import dev.iris.model.UserEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What writing one message of ten users costs: by the standard format, by a template that says the same, and by copying its characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FormatBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final String TEMPLATE = """
        {"ProcessTime":"<GENERATION_TIME>","Client_ID":"<PID_ALIAS>","AAM_Destination_Id":"<ORDER_ID>","User_count":"<NUM_USERS>",\
        "Users":[<USER_LIST:{u|<OPEN_BRACKET>"AAM_UUID":"<u.aamUuid>","DataPartner_UUID":"<u.dpUuid>",\
        "AAM_Regions":[<u.regionIds:{r|"<r>"}; separator=",">],\
        "Segments":[<u.segments:{s|<OPEN_BRACKET>"Segment_ID":"<s.traitAlias>","Status":"<s.status>","DateTime":"<s.dateTime>"\
        <CLOSE_BRACKET>}; separator=",">]<CLOSE_BRACKET>}; separator=",">]}\
        """;

    private final Message message = new Message(
            NOW,
            new DataSourceId("12345"),
            "74323",
            new DestinationId(423),
            IntStream.range(0, 10).mapToObj(FormatBenchmark::user).toList());
    private final MessageFormat template = template();
    private final SplittableRandom random = new SplittableRandom(1);
    private final char[] characters = new String(StandardFormat.render(message), US_ASCII).toCharArray();

    /** The standard format. */
    @Benchmark
    public byte[] standardFormat() {
        return StandardFormat.render(message);
    }

    /** A template that says the same. */
    @Benchmark
    public Rendered typicalTemplate() throws TemplateLimitException {
        return template.render(message, random);
    }

    /** What no format can be faster than: the characters of the standard format, copied one by one into bytes. */
    @Benchmark
    public byte[] copyOfTheCharacters() {
        var bytes = new byte[characters.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) characters[i];
        }
        return bytes;
    }

    private static MessageFormat template() {
        try {
            return MessageFormat.of(new Format.BodyTemplate(ContentType.JSON, TEMPLATE));
        } catch (TemplateFaultException e) {
            throw new IllegalStateException("the benchmark's template is not taken", e);
        }
    }

    private static UserEntry user(int i) {
        var segments = IntStream.range(0, 10)
                .mapToObj(s -> new SegmentStatus("1435" + s, true, NOW.plusSeconds(s), new SegmentId("1435" + s)))
                .toList();
        return new UserEntry(
                new DeviceId("1939357236854736935031994941689971572" + i),
                "425094872504985" + i,
                List.of(new RegionId("9")),
                segments,
                new EntryFacts(new Contact(NOW, "192.0.2.1", "Firefox"), Map.of()));
    }
}
