package dev.iris.server.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.server.control.ImportMark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {
    @Test
    void linesEndInLineFeedsOrWithTheStream() throws IOException {
        assertThat(lines("a\nb\r\n\n \t\r\nc")).containsExactly("1:a", "2:b", "5:c");
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\r\n")).isEmpty();
    }

    @Test
    void aLineFeedInQuotesIsPartOfTheRow() throws IOException {
        assertThat(csv("a,\"x\ny\",\"\n\"\nb,c")).containsExactly("1:a,\"x\ny\",\"\n\"", "4:b,c");
        assertThat(csv("\"say \"\"hi\n\"\"\",z\nb")).containsExactly("1:\"say \"\"hi\n\"\"\",z", "3:b");
        assertThat(csv("\"\"\nb")).containsExactly("1:\"\"", "2:b");
    }

    @Test
    void aQuoteWithinACellOpensNothing() throws IOException {
        assertThat(csv("a\"b,c\nd")).containsExactly("1:a\"b,c", "2:d");
        assertThat(lines("\"a\nb\"")).containsExactly("1:\"a", "2:b\"");
    }

    @Test
    void quotesThatAreNeverClosedTakeTheirLineOnly() throws IOException {
        assertThat(csv("a\n\"b\nc\nd\n")).containsExactly("1:a", "2:\"b", "3:c", "4:d");
        var far = "x,y\n".repeat(RowReader.LONGEST_ROW / 2);
        assertThat(csv("\"b\n" + far)).hasSize(1 + RowReader.LONGEST_ROW / 2).startsWith("1:\"b", "2:x,y");
    }

    @Test
    void aRowThatIsTooLongIsPassedOver() throws IOException {
        var longest = "a".repeat(RowReader.LONGEST_ROW - 1);
        assertThat(lines(longest + "\nb")).hasSize(2).last().isEqualTo("2:b");
        assertThat(lines("x\n" + longest + "aa\nb")).containsExactly("1:x", "2 is too long", "3:b");
        assertThat(lines(longest + longest)).containsExactly("1 is too long");
    }

    @Test
    void aRowWithoutEndEndsTheReading() {
        var zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return length;
            }
        };
        assertThatThrownBy(() -> RowReader.ofLines(zeros).next())
                .isInstanceOf(UnreadableStreamException.class)
                .hasMessageContaining("line 1 is longer than");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStreamGoesOnBehindAnyRow(long seed) throws IOException {
        var text = text(new Random(seed));
        var all = csv(text);
        for (int rows = 0; rows <= all.size(); rows++) {
            var first = RowReader.ofCsv(in(text));
            for (int i = 0; i < rows; i++) {
                first.next();
            }
            var second = RowReader.ofCsv(in(text));
            assertThat(second.pass(first.mark(rows, 0))).isTrue();
            assertThat(rest(second)).isEqualTo(all.subList(rows, all.size()));
        }
    }

    @Test
    void anotherStreamIsNoticed() throws IOException {
        var first = RowReader.ofLines(in("a\nb\nc\n"));
        first.next();
        first.next();
        var mark = first.mark(2, 0);
        assertThat(mark).isEqualTo(new ImportMark(2, 0, 4, 2, mark.checksum()));
        assertThat(RowReader.ofLines(in("a\nb\nother")).pass(mark)).isTrue();
        assertThat(RowReader.ofLines(in("a\nB\nc\n")).pass(mark)).isFalse();
        assertThat(RowReader.ofLines(in("a\n")).pass(mark)).isFalse();
        assertThat(RowReader.ofLines(in("")).pass(ImportMark.BEGINNING)).isTrue();
    }

    /** Rows, blank lines and quotes, some of them never closed. */
    private static String text(Random random) {
        var parts = List.of("a,b\n", "\"x\ny\",z\r\n", "\n", "\"\"\n", "q\"\n", "\"open\n", "é;\n");
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.append("end").toString();
    }

    private static List<String> lines(String text) throws IOException {
        return rest(RowReader.ofLines(in(text)));
    }

    private static List<String> csv(String text) throws IOException {
        return rest(RowReader.ofCsv(in(text)));
    }

    private static List<String> rest(RowReader rows) throws IOException {
        var found = new ArrayList<String>();
        for (var row = rows.next(); row.isPresent(); row = rows.next()) {
            found.add(
                    switch (row.get()) {
                        case Row.Whole whole -> whole.line() + ":" + new String(whole.bytes(), UTF_8).stripTrailing();
                        case Row.TooLong(long line) -> line + " is too long";
                    });
        }
        return found;
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
