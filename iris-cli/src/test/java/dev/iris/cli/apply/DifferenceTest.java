package dev.iris.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.LocalServer;
import dev.iris.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Redaction REDACTION = new Redaction(Set.of("destinations[0].headers.X-Key"), Set.of("hush"));

    @Test
    void theSameDocumentsDifferInNothing() {
        assertThat(lines("{'id':423,'a':{'b':[1]}}", "{'id':423,'a':{'b':[1]}}"))
                .isEmpty();
    }

    @Test
    void everyMemberThatDiffersIsALine() {
        assertThat(
                        lines(
                                "{'name':'a','delivery':{'timeout':'3s','retries':1,'successStatus':[200]},'format':'standard','old':1}",
                                "{'name':'b','delivery':{'timeout':'5s','retries':1,'successStatus':[200,204]},'format':{'method':'GET'},'new':null}"))
                .containsExactly(
                        "~ 423 name: a -> b",
                        "~ 423 delivery.timeout: 3s -> 5s",
                        "~ 423 delivery.successStatus: [200] -> [200,204]",
                        "~ 423 format: standard -> {\"method\":\"GET\"}",
                        "~ 423 old: 1 -> none",
                        "~ 423 new: none -> null");
    }

    @Test
    void secretsAreNamedAndNeverShown() {
        assertThat(lines("""
            {'auth':{'basic':{'set':true,'fingerprint':'01'},'key':{'fromFile':'a'},
             'list':[{'set':true,'fingerprint':'03'}]},'headers':{'X-Key':'old','X-Other':'has hush'}}\
            """, """
            {'auth':{'key':{'fromFile':'b'},'list':[{'set':true,'fingerprint':'04'},{'fromFile':'c'}],
             'clientSecret':{'set':true,'fingerprint':'02'}},'headers':{'X-Key':'hush','X-Other':'x'}}\
            """))
                .containsExactly(
                        "~ 423 auth.basic: removed",
                        "~ 423 auth.key: changed",
                        "~ 423 auth.list: changed",
                        "~ 423 auth.clientSecret: set",
                        "~ 423 headers.X-Key: changed",
                        "~ 423 headers.X-Other: has *** -> x");
    }

    @Test
    void mappingsAreComparedBySegment() {
        assertThat(lines(
                        "{'mappings':[{'segment':'1','value':null},{'segment':'2','value':'two','from':null},{'segment':'3'}]}",
                        """
                        {'mappings':[{'segment':'2','value':'zwei','from':'2026-01-01'},{'segment':'3'},
                         {'segment':'4','value':null},{'segment':'5','value':'hush','until':'2027-01-01'}]}\
                        """))
                .containsExactly(
                        "- 423 mapping 1",
                        "~ 423 mapping 2 value: two -> zwei",
                        "~ 423 mapping 2 from: none -> 2026-01-01",
                        "+ 423 mapping 4 (value 4)",
                        "+ 423 mapping 5 (value ***, until 2027-01-01)");
    }

    @Test
    void whatIsHiddenIsHiddenBeforeALineIsCutShort() {
        assertThat(lines("{'name':'a'}", "{'name':'" + "x".repeat(78) + "hush'}"))
                .containsExactly("~ 423 name: a -> " + "x".repeat(78) + "**…");
    }

    @Test
    void aLineStaysALineAndShort() {
        assertThat(lines("{'name':'a\\u001b[2J\\nb'}", "{'name':'" + "x".repeat(200) + "'}"))
                .containsExactly("~ 423 name: a\\u001b[2J\\u000ab -> " + "x".repeat(80) + "…");
    }

    private static List<String> lines(String before, String after) {
        var wanted = new Wanted("destinations[0]", 423, object("{}"));
        return Difference.between(object(before), object(after), wanted, REDACTION).stream()
                .map(DiffLine::toString)
                .toList();
    }

    private static JsonObject object(String text) {
        return (JsonObject) LocalServer.json(text);
    }
}
