package dev.iris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.JsonValue.JsonObject;
import org.junit.jupiter.api.Test;

class SampleReportTest {
    @Test
    void requestAndAnswerAreShownLineByLineAndHarmlessToATerminal() {
        assertThat(SampleReport.lines((JsonObject) LocalServer.json("""
            {'durationMillis':12,
             'request':{'method':'POST','url':'https://a/s','headers':[{'name':'Authorization','value':'Bearer ***'}],'body':'{}'},
             'answer':{'status':503,'headers':[],'body':'sorry\\r\\n\\u001b[2Jagain'}}\
            """)))
                .containsExactly(
                        "> POST https://a/s",
                        "> Authorization: Bearer ***",
                        ">",
                        "> {}",
                        "< status 503 after 12 ms",
                        "<",
                        "< sorry",
                        "< \\u001b[2Jagain");
    }

    @Test
    void whatWasNotSentHasNoAnswer() {
        assertThat(SampleReport.lines((JsonObject) LocalServer.json("{'request':null,'answer':null}")))
                .containsExactly("> nothing was sent", "< no answer");
    }
}
