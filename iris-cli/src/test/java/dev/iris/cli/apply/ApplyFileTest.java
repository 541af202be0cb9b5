package dev.iris.cli.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.json.Json;
import dev.iris.json.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyFileTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SECRET", "s3cr3t-value", "EMPTY", "", "HOST", "api.partner.com", "NESTED", "${env:SECRET}");

    @Test
    void referencesAreResolvedInEveryTextWholeOrInPart() {
        var file = complete("""
            destinations:
              - id: 423
                endpoint: https://${env:HOST}/${env:HOST}/x
                auth: { basic: "${env:SECRET}", resource: [a, "${env:HOST}"], scope: "${env:EMPTY}" }
                mappings: [{ segment: "1", value: "${env:NESTED}" }]
            """);
        assertThat(Json.write(file.destinations().getFirst().document())).isEqualTo("""
            {"id":423,"endpoint":"https://api.partner.com/api.partner.com/x",\
            "auth":{"basic":"s3cr3t-value","resource":["a","api.partner.com"],"scope":""},\
            "mappings":[{"segment":"1","value":"${env:SECRET}"}]}\
            """);
        assertThat(file.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void aDollarSignIsOnlyADollarSignUnlessABraceFollows() {
        var file = complete("destinations: [{ id: 1, name: '$ $a $${env:HOST} ${text:$}{env:HOST}' }]");
        assertThat(Json.write(file.destinations().getFirst().document()))
                .isEqualTo("{\"id\":1,\"name\":\"$ $a $api.partner.com ${env:HOST}\"}");
    }

    @Test
    void everyProblemIsNamedWithItsPlaceAndWithoutWhatStandsThere() {
        var problems = faulty("""
            destinations:
              - id: 423
                name: "${env:GONE}"
                auth: { basic: "${env:SECRET}${open", clientSecret: "${vault:hush}", resource: [x, "${env:1 2}"] }
              - name: no id
              - id: 423
              - id: x
              - text
            extra: 1
            """);
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "destinations[0].name: the variable GONE is not set",
                        "destinations[0].auth.basic: holds ${ without a closing } (expected: ${env:NAME} or"
                                + " ${file:PATH})",
                        "destinations[0].auth.clientSecret: holds a reference of an unknown kind (expected:"
                                + " ${env:NAME} or ${file:PATH})",
                        "destinations[0].auth.resource[1]: names a malformed variable (expected: letters, digits and"
                                + " _)",
                        "destinations[1].id: is missing (expected: a whole number from 1 to 999999999999)",
                        "destinations[2].id: 423 stands in destinations[0] too (expected: once)",
                        "destinations[3].id: is malformed (expected: a whole number from 1 to 999999999999)",
                        "destinations[4]: is a string (expected: an object)",
                        "extra: is unknown (known here: destinations)");
        assertThat(problems.toString()).doesNotContain("s3cr3t", "hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|destinations: is missing",
                "destinations: {}|destinations: is an object (expected: a list of destinations)",
                "destinations: ~|destinations: is missing",
                "[]|is an array (expected: an object)",
                "destinations: [{id: 0}]|destinations[0].id: is malformed (expected: a whole number from 1 to"
                        + " 999999999999)",
                "destinations: [{id: 1.5}]|destinations[0].id: is malformed (expected: a whole number from 1 to"
                        + " 999999999999)",
                "destinations: [{id: 1, id: 1}]|a member stands twice at line 1, column 24",
                "a: b: c|a colon where no value can stand (put quotes around a text with a colon) at line 1, column 5"
            })
    void whatIsNoFileOfDestinationsIsRefused(String yaml, String problem) {
        assertThat(faulty(yaml)).first().hasToString(problem);
    }

    @Test
    void jsonIndentedByTabsIsTaken() {
        assertThat(complete("{\n\t\"destinations\": [\n\t\t{\"id\": \"423\"}\n\t]\n}")
                        .destinations())
                .extracting(Wanted::id)
                .containsExactly(423L);
    }

    @Test
    void anAliasSharesWhatItsAnchorHolds() {
        var file = complete("destinations: [{id: 1, auth: &a {type: oauth2}}, {id: 2, auth: *a}]");
        assertThat(Json.write(file.destinations().get(1).document()))
                .isEqualTo("{\"id\":2,\"auth\":{\"type\":\"oauth2\"}}");
    }

    private static ApplyFile complete(String yaml) {
        return switch (ApplyFile.read(yaml.getBytes(UTF_8), Path.of(""), ENVIRONMENT)) {
            case ApplyFile.Read.Complete(ApplyFile file) -> file;
            case ApplyFile.Read.Faulty(List<Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<Problem> faulty(String yaml) {
        return switch (ApplyFile.read(yaml.getBytes(UTF_8), Path.of(""), ENVIRONMENT)) {
            case ApplyFile.Read.Complete(ApplyFile file) -> throw new AssertionError(file.toString());
            case ApplyFile.Read.Faulty(List<Problem> problems) -> problems;
        };
    }
}
