package dev.iris.cli.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iris.cli.LocalServer;
import dev.iris.json.JsonValue.JsonObject;
import dev.iris.json.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportFileTest {
    @Test
    void membersStandInOneOrderAndSecretsAreLeftOut() {
        assertThat(Yaml.write(ExportFile.of(List.of(object("""
            {'id':423,'zeta':1,'alpha':2,'delivery':{'retries':1,'timeout':'3s'},
             'signature':{'keys':[{'set':true,'fingerprint':'01'},{'fromFile':'k'}],'header':'X'},
             'auth':{'basic':{'set':true,'fingerprint':'01'},'tokenEndpoint':'https://a/t','scope':null,
                     'clientSecret':{'fromFile':'one'}},
             'mappings':[{'until':null,'segment':'14356','value':'yes','from':'2026-01-01'}],
             'userDpid':'12345','name':'on'}\
            """))))).isEqualTo("""
                destinations:
                  - id: 423
                    name: "on"
                    userDpid: "12345"
                    auth:
                      tokenEndpoint: https://a/t
                      clientSecret:
                        fromFile: one
                      scope: null
                    signature:
                      header: X
                    delivery:
                      timeout: 3s
                      retries: 1
                    mappings:
                      - { segment: "14356", value: "yes", from: "2026-01-01" }
                    alpha: 2
                    zeta: 1
                """);
    }

    @Test
    void howAClientProvesWhoItIsStandsInOneOrderWithoutItsKeys() {
        assertThat(Yaml.write(ExportFile.of(List.of(object("""
            {'id':423,'auth':{'token':{'margin':'5s','maxLife':'1h'},
             'assertion':{'keyId':['a','b'],'key':[{'set':true,'fingerprint':'01'},{'set':true,'fingerprint':'02'}],
                          'algorithm':'ES256'},
             'parameters':{'z':'1','a':'2'},'scope':'read','clientAuthentication':'private-key-jwt','clientId':'me',
             'tokenEndpoint':'https://a/t'}}\
            """))))).isEqualTo("""
                destinations:
                  - id: 423
                    auth:
                      tokenEndpoint: https://a/t
                      clientId: me
                      clientAuthentication: private-key-jwt
                      scope: read
                      parameters:
                        a: "2"
                        z: "1"
                      assertion:
                        algorithm: ES256
                        keyId: [a, b]
                      token:
                        maxLife: 1h
                        margin: 5s
                """);
    }

    @Test
    void whatLooksLikeAReferenceIsReadBackAsItself() {
        var document = object("{'id':1,'name':'${env:X} $${ ${'}");
        var yaml = Yaml.write(ExportFile.of(List.of(document))).getBytes(UTF_8);
        assertThat(ApplyFile.read(yaml, Path.of(""), Map.of()))
                .isInstanceOfSatisfying(
                        ApplyFile.Read.Complete.class,
                        read -> assertThat(read.file().destinations().getFirst().document())
                                .isEqualTo(document));
    }

    @Test
    void noDestinationsAreAnEmptyList() {
        assertThat(Yaml.write(ExportFile.of(List.of()))).isEqualTo("destinations: []\n");
    }

    private static JsonObject object(String text) {
        return (JsonObject) LocalServer.json(text);
    }
}
