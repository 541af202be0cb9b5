package dev.iris.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iris.model.ContentType;
import dev.iris.model.Format;
import dev.iris.model.UserEntry;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no template is refused with its place and the reason; what gives too much ends with a word on which bound. */
class TemplateRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "{\"a\":\"<NO_SUCH>\"} => line 1, column 8: unknown macro NO_SUCH (known here: CLOSE_BRACKET",
                "{\"a\":\"<AAM_UUID>\"} => line 1, column 8: unknown macro AAM_UUID",
                "[<USER_LIST:{u|\"<u.age>\"}>] => line 1, column 20: unknown field age (known here: aamUuid, dpUuid",
                "[<USER_LIST:{u|\"<u.class>\"}>] => line 1, column 20: unknown field class",
                "[<USER_LIST:{u|\"<u.aamUuid.class>\"}>] => line 1, column 28: unknown field class: text has none",
                "[<USER_LIST:{u|\"<u.aamUuid.bytes>\"}>] => line 1, column 28: unknown field bytes",
                "[\"<USER_LIST.size>\"] => line 1, column 14: is asked of a list",
                "[\"<USER_LIST>\"] => line 1, column 4: is a list, each element of which is a user",
                "[<USER_LIST:{u|\"<u.segments>\"}>] => line 1, column 19: is a list, each element of which is a"
                        + " segment",
                "[<USER_LIST:{u|\"<u>\"}>] => line 1, column 18: is a user (expected: one of its fields)",
                "[<USER_LIST:{u|\"<u.dpUuids>\"}>] => line 1, column 19: is ids by data source",
                "[<USER_LIST:{u|\"<u.(\\\"class\\\")>\"}>] => line 1, column 19: a field is to be named",
                "{\"a\":<PID_ALIAS>} => line 1, column 7: is text outside of a JSON string (expected: between double"
                        + " quotes)",
                "[<USER_LIST:{u|<u.aamUuid>}; separator=\",\">] => line 1, column 18: is text outside of a JSON string",
                "[\"\\\\<PID_ALIAS>\"] => line 1, column 4: syntax",
                "{\"a\":\"<PID_ALIAS\"} => line 1",
                "{\"a\":\"<PID_ALIAS; wrap>\"} => line 1, column 19: option wrap is not taken",
                "{\"a\":\"<PID_ALIAS; format=\"upper\">\"} => line 1, column 19: option format is not taken",
                "{\"a\":\"<PID_ALIAS; colour=\"x\">\"} => line 1, column 19: no such option: colour",
                "[\"<other()>\"] => line 1, column 4: calls another template",
                "[\"<super.other()>\"] => line 1",
                "[\"<USER_LIST:other()>\"] => line 1, column 14: calls another template",
                "[\"<(PID_ALIAS)()>\"] => line 1, column 4: calls another template",
                "[\"<@region()>\"] => line 1, column 5: regions are not taken",
                "[\"<@region>x<@end>\"] => line 1, column 3: regions are not taken",
                "[\"<USER_LIST:{u,v|x}>\"] => line 1, column 14: has 2 variables (expected: 1)",
                "[\"<USER_LIST:{x}>\"] => line 1, column 14: has 0 variables (expected: 1)",
                "[\"<if(PID_ALIAS)>x\"] => line 1",
                "[<if(PID_ALIAS)>\"<else>1<endif>] => line 1, column 19: the branches end in different places: inside"
                        + " a string of JSON and outside of a string of JSON",
                "[<if(PID_ALIAS)>\"<endif>] => line 1",
                "[<USER_LIST:{u|\"}>] => line 1, column 13: begins outside of a string of JSON and ends inside a"
                        + " string of JSON",
                "[\"<length()>\"] => line 1, column 4: length() has no argument",
                "[\"<strlen(USER_LIST)>\"] => line 1, column 4: strlen() is not taken of this",
            })
    void namesPlaceAndReason(String template, String expected) {
        var begin = expected.replace("4: syntax", "");
        assertThatThrownBy(() -> MessageTemplate.body(ContentType.JSON, template.replace("\\\"", "\"")))
                .isInstanceOf(TemplateFaultException.class)
                .hasMessageStartingWith(begin);
    }

    @Test
    void placesAreCountedOverLines() {
        assertThatThrownBy(
                        () -> MessageTemplate.body(ContentType.JSON, "{\n  \"a\": \"x\",\n  \"b\": \"<NO_SUCH>\"\n}"))
                .hasMessageStartingWith("line 3, column 10: unknown macro NO_SUCH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\<<PID_ALIAS>/>",
                "\\<a <PID_ALIAS>=\"1\"/>",
                "\\<!-- <PID_ALIAS> -->",
                "\\<?pi <PID_ALIAS>?>",
                "\\<!DOCTYPE <PID_ALIAS>>"
            })
    void valuesStandOnlyWhereXmlTakesThem(String template) {
        assertThatThrownBy(() -> MessageTemplate.body(ContentType.XML, template))
                .hasMessageContaining("cannot stand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,}",
                "<NUM_USERS>,",
                "{\"users\":[<USER_LIST:{u|\"<u.aamUuid>\"}>]}",
                "[<USER_LIST:{u|[<u.segments:{s|\"<s.status>\"};"
                    + " separator=\",\">,<u.removedSegments:{s|\"<s.status>\"}; separator=\",\">]}; separator=\",\">]"
            })
    void aTemplateThatGivesNoJsonIsRefused(String template) {
        assertThatThrownBy(() -> TemplateTrial.require(new Format.BodyTemplate(ContentType.JSON, template), 10))
                .hasMessageStartingWith("gives no JSON with sample data: ");
    }

    @Test
    void aTemplateForOneUserIsTriedOnOneUser() {
        var single = new Format.BodyTemplate(ContentType.JSON, "<USER_LIST:{u|[\"<u.aamUuid>\"]}>");
        assertThatCode(() -> TemplateTrial.require(single, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TemplateTrial.require(single, 2)).isInstanceOf(TemplateFaultException.class);
    }

    @Test
    void sizeIsBounded() {
        assertThatThrownBy(() -> MessageTemplate.query("é".repeat(40_000)))
                .hasMessageContaining("80000 bytes (expected: at most 65536)");
        assertThatThrownBy(() -> MessageTemplate.query(" \n")).hasMessageContaining("is empty");
        assertThatCode(() -> MessageTemplate.query("a".repeat(65_536))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<if(IP)>", "<{", "<(", "<[", "<SEGMENTS:{s|"})
    void nestingIsBounded(String open) {
        var opened = open.repeat(65_000 / open.length());
        assertThatThrownBy(() -> MessageTemplate.query(opened)).isInstanceOf(TemplateFaultException.class);
    }

    @Test
    void negationsAreBounded() {
        assertThatThrownBy(() -> MessageTemplate.query("<if(" + "!".repeat(60_000) + "IP)>x<endif>"))
                .hasMessageContaining("nested too deep");
    }

    @Test
    void loopsInLoopsAreBounded() {
        assertThatCode(() -> MessageTemplate.body(ContentType.XML, loops(8, "x")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> MessageTemplate.body(ContentType.XML, loops(9, "x")))
                .hasMessageContaining("loops are nested too deep");
    }

    @Test
    void partsThatStandForOthersAreBounded() {
        var doubling = "<SEGMENT_LIST:{a|" + "<{".repeat(15) + "x" + "}>".repeat(15) + "}>";
        assertThatCode(() -> MessageTemplate.query(doubling)).doesNotThrowAnyException();
        assertThatThrownBy(() -> MessageTemplate.query(
                        "<SEGMENT_LIST:{a|" + "<a>".repeat(300) + "}:{b|" + "<b>".repeat(300) + "}>"))
                .hasMessageContaining("are too many parts");
    }

    @Test
    void outputIsBounded() throws Exception {
        var template = MessageTemplate.body(ContentType.XML, loops(3, "x".repeat(20_000)));
        assertThatThrownBy(() -> template.render(Templates.message(users(10)), new Random(1)))
                .isInstanceOf(TemplateLimitException.class)
                .hasMessageContaining("characters for one message");
        assertThat(template.render(Templates.message(users(2)), new Random(1))).isInstanceOf(Rendered.Body.class);
    }

    @Test
    void timeIsBoundedWhereNothingIsWritten() throws Exception {
        var template = MessageTemplate.body(ContentType.XML, loops(8, "<if(!PID_ALIAS)>x<endif>"));
        assertThatThrownBy(() -> template.render(Templates.message(users(10)), new Random(1)))
                .isInstanceOf(TemplateLimitException.class)
                .hasMessageContaining("steps for one message");
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_126, 8, 43})
    void whateverIsWrittenIsTakenOrRefusedInWords(long seed) {
        var random = new Random(seed);
        var words = List.of(
                "<",
                ">",
                "{",
                "}",
                "|",
                ":",
                ";",
                "\"",
                "\\",
                "if(",
                "endif",
                "else",
                "USER_LIST",
                "u",
                ".",
                "(",
                ")",
                "separator=",
                ",",
                "!",
                "&&",
                "@",
                "super",
                "class",
                "i",
                "[",
                "]",
                "\n",
                "é",
                "first(",
                "=",
                "true");
        for (int run = 0; run < 20_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(words.get(random.nextInt(words.size())));
            }
            try {
                MessageTemplate.body(ContentType.XML, text.toString());
            } catch (TemplateFaultException e) {
                assertThat(e.getMessage()).hasSizeBetween(5, 1_500).doesNotContain("\n");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", template " + text, e);
            }
        }
    }

    private static String loops(int depth, String inner) {
        var template = new StringBuilder();
        IntStream.range(0, depth)
                .forEach(i -> template.append("<USER_LIST:{u").append(i).append("|"));
        return template.append(inner).append("}>".repeat(depth)).toString();
    }

    private static UserEntry[] users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Templates.user(Integer.toString(i), "u" + i))
                .toArray(UserEntry[]::new);
    }
}
