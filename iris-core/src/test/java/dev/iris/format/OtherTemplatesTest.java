package dev.iris.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.JsonLimits;
import dev.iris.model.UserEntry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of the language that nobody documented. */
class OtherTemplatesTest {
    private static final UserEntry IN_AND_OUT = Templates.user("0071", "u 1&=", List.of("a", "b"), List.of("c"));
    private static final UserEntry ONLY_IN = Templates.user("2", "u2", List.of("d"), List.of());
    private static final UserEntry ONLY_OUT = Templates.user("3", "", List.of(), List.of("e"));

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "id=<AAM_UUID>&p=<DP_UUID> => id=0071&p=u%201%26%3D",
                "d=<DPID>&o=<ORDER_ID>&a=<PID_ALIAS> => d=12345&o=423&a=pid_alias",
                "n=<NUM_SEGMENTS>&r=<NUM_REMOVED_SEGMENTS> => n=2&r=1",
                "in=<TRAITALIAS_LIST; separator=\",\">&out=<REMOVED_TRAITALIAS_LIST; separator=\",\"> => in=a,b&out=c",
                "ids=<SEGMENT_LIST; separator=\"+\">&gone=<REMOVED_SEGMENT_LIST> => ids=s97+s98&gone=s99",
                "t=<TIME_LIST; separator=COMMA> =>"
                        + " t=Wed%20Jul%2027%2016%3A17%3A22%20UTC%202016,Wed%20Jul%2027%2016%3A17%3A22%20UTC%202016",
                "t=<REMOVED_TIME_LIST> => t=Wed%20Jul%2027%2016%3A17%3A22%20UTC%202016",
                "r=<REGION_ID_LIST; separator=\";\"> => r=9",
                "g=<GENERATION_TIME> => g=1469636262",
                "m=<MCID>&e=<ECID>; => m=&e=;",
                "<DP_UUIDS.(DPID)>|<DP_UUIDS.12345>|<DP_UUIDS.7> => u%201%26%3D|u%201%26%3D|",
                "<SEGMENTS:{s|s<i>=<s.traitAlias>}; separator=\"&\"> => s1=a&s2=b",
                "<SEGMENTS:{s|s[<i0>]=<s.newSegmentId>:<s.status>}; separator={&}> => s[0]=s97:1&s[1]=s98:1",
                "<SEGMENT_LIST,TRAITALIAS_LIST:{s,t|<s>~<t>}; separator=\"!\"> => s97~a!s98~b",
                "<[SEGMENTS,REMOVED_SEGMENTS]:{s|<s.traitAlias>:<s.status>}; separator=\",\"> => a:1,b:1,c:0",
                "<if(REMOVED_SEGMENTS)>out<else>none<endif> => out",
                "<if(!IP)>no<elseif(SEGMENTS && REMOVED_SEGMENTS)>both<endif> => both",
                "<first(SEGMENTS):{s|<s.traitAlias>}>-<last(TRAITALIAS_LIST)>-<rest(TRAITALIAS_LIST)>-<length(SEGMENTS)>"
                    + " => a-b-b-2",
                "<reverse(TRAITALIAS_LIST); separator=\",\">/<trunc(TRAITALIAS_LIST)> => b,a/a",
                "<TRAITALIAS_LIST:{x|[<x>]}:{y|(<y>)}; separator=\",\"> => ([a]),([b])",
                "<TRAITALIAS_LIST:{x|<i>a},{x|<i>b}> => 1a2b",
                "q=a b#\"'\\<>é%20 => q=a%20b%23%22%27%3C%3E%C3%A9%20",
                "<OPEN_BRACKET><CLOSE_CURLY_BRACKET><COMMA><TAB><NEW_LINE> => {},",
                "<DP_UUIDS.7; null=\"none\">|<\"text\">|<{inner <AAM_UUID>}> => none|text|inner%200071",
                "<! a comment !>x => x",
                "<TRAITALIAS_LIST:{COMMA|<COMMA>;}> => a;b;"
            })
    void queriesGiveWhatTheySay(String template, String expected) throws Exception {
        assertThat(Templates.query(template, IN_AND_OUT)).isEqualTo(expected);
    }

    @Test
    void lineBreaksAndIndentationAreLeftOutOfQueries() throws Exception {
        assertThat(Templates.query("a=<AAM_UUID>\n  &b=<ORDER_ID>\n  <if(IP)>\n  &c=1\n  <endif>\n", IN_AND_OUT))
                .isEqualTo("a=0071&b=423&c=1");
    }

    @Test
    void theDocumentedMessageCanBeWrittenAsATemplate() throws Exception {
        var template = """
            {
              "ProcessTime": <GENERATION_TIME>, "Client_ID": "<PID_ALIAS>", "AAM_Destination_Id": "<ORDER_ID>",
              "User_count": "<NUM_USERS>",
              "Users": [
                <USER_LIST:{user|
                  <OPEN_CURLY_BRACKET>
                    "AAM_UUID": "<user.aamUuid>",
                    "DataPartner_UUID": "<user.dpUuid>",
                    "AAM_Regions": [<user.regionIds:{region|"<region>"}; separator=",">],
                    "Segments": [
                      <user.segments:{seg|
                        <OPEN_CURLY_BRACKET>"Segment_ID": "<seg.traitAlias>", "Status": "<seg.status>", "DateTime": "<seg.dateTime>"<CLOSE_CURLY_BRACKET>
                      }; separator=",">
                      <if(user.segments && user.removedSegments)><COMMA><endif>
                      <user.removedSegments:{seg|
                        <OPEN_CURLY_BRACKET>"Segment_ID": "<seg.traitAlias>", "Status": "<seg.status>", "DateTime": "<seg.dateTime>"<CLOSE_CURLY_BRACKET>
                      }; separator=",">
                    ]
                  <CLOSE_CURLY_BRACKET>
                }; separator=",">
              ]
            }
            """;
        var read = Json.read(Templates.json(template, IN_AND_OUT, ONLY_IN, ONLY_OUT), JsonLimits.DOCUMENT);
        assertThat(Json.write(read))
                .isEqualTo("{\"ProcessTime\":1469636262,\"Client_ID\":\"pid_alias\",\"AAM_Destination_Id\":\"423\","
                        + "\"User_count\":\"3\",\"Users\":["
                        + entry("0071", "u 1&=", segment("a", 1) + "," + segment("b", 1) + "," + segment("c", 0)) + ","
                        + entry("2", "u2", segment("d", 1)) + ","
                        + entry("3", "", segment("e", 0)) + "]}");
    }

    @Test
    void xmlHasItsAnglesEscaped() throws Exception {
        assertThat(Templates.xml(
                        "\\<?xml version=\"1.0\"?>\\<users n=\"<NUM_USERS>\">\n"
                                + "<USER_LIST:{u|\\<user id=\"<u.aamUuid>\""
                                + " p='<u.dpUuid>'><u.segments:{s|\\<in><s.traitAlias>\\</in>}>\\</user>}>\n"
                                + "\\</users>",
                        IN_AND_OUT,
                        ONLY_OUT))
                .isEqualTo("<?xml version=\"1.0\"?><users n=\"2\">\n"
                        + "<user id=\"0071\" p='u 1&amp;='><in>a</in><in>b</in></user><user id=\"3\" p=''></user>"
                        + "\n</users>");
    }

    @Test
    void aListInAStringHasItsElementsEscapedAndNotItsSeparator() throws Exception {
        var user = Templates.user("1", "u", List.of("a\"b", "c\\d"), List.of());
        assertThat(Templates.json(
                        "{\"s\":\"<USER_LIST:{u|<u.segments:{s|<s.traitAlias>}; separator=\"\\\\n\">}>\"}", user))
                .isEqualTo("{\"s\":\"a\\\"b\\nc\\\\d\"}");
    }

    @Test
    void numbersMayStandOutsideOfStrings() throws Exception {
        assertThat(Templates.json(
                        "[<USER_LIST:{u|[<i>,<i0>,<u.timestamp>,<u.random>,<length(u.segments)>,<ORDER_ID>,<true>]};"
                                + " separator=\",\">]",
                        IN_AND_OUT))
                .isEqualTo("[[1,0,1395758143,42341,2,423,true]]");
    }

    @Test
    void randomIsTheSameInAllPlacesOfAUser() throws Exception {
        var template = MessageTemplate.query("<RANDOM>-<RANDOM>");
        var random = new java.util.Random(5);
        for (int i = 0; i < 20; i++) {
            var drawn = ((Rendered.Query) template.render(Templates.message(ONLY_IN), random))
                    .text()
                    .split("-", -1);
            assertThat(drawn[0]).isEqualTo(drawn[1]);
        }
    }

    private static String entry(String device, String uuid, String segments) {
        return "{\"AAM_UUID\":\"" + device + "\",\"DataPartner_UUID\":\"" + uuid
                + "\",\"AAM_Regions\":[\"9\"],\"Segments\":[" + segments + "]}";
    }

    private static String segment(String alias, int status) {
        return "{\"Segment_ID\":\"" + alias + "\",\"Status\":\"" + status
                + "\",\"DateTime\":\"Wed Jul 27 16:17:22 UTC 2016\"}";
    }
}
