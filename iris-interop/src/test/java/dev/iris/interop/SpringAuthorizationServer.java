package dev.iris.interop;

import dev.iris.interop.Registration.BySecret;
import dev.iris.model.HttpsUrl;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.catalina.LifecycleException;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Spring Authorization Server inside this JVM. Thread-safe. */
final class SpringAuthorizationServer implements AuthorizationServer {
    private final KeySets keySets = new KeySets();
    private final SpringClients forms = new SpringClients(keySets);
    private final InMemoryRegisteredClientRepository clients =
            new InMemoryRegisteredClientRepository(forms.of(new BySecret("first", "secret-of-first")));
    private final GenericWebApplicationContext context = new GenericWebApplicationContext();
    private final TlsTomcat tomcat;

    SpringAuthorizationServer(Path folder) throws IOException, LifecycleException, GeneralSecurityException {
        new AnnotatedBeanDefinitionReader(context).register(SpringBeans.class);
        context.registerBean(RegisteredClientRepository.class, () -> clients);
        context.refresh();
        tomcat = new TlsTomcat(folder, context.getBean("springSecurityFilterChain", Filter.class));
    }

    @Override
    public String issuer() {
        return "https://localhost:" + tomcat.port();
    }

    @Override
    public HttpsUrl tokenEndpoint() {
        return HttpsUrl.parse(issuer() + "/oauth2/token");
    }

    /** The token endpoint where client certificates of any authority are let in, or of none. */
    HttpsUrl indifferentTokenEndpoint() {
        return HttpsUrl.parse("https://localhost:" + tomcat.indifferentPort() + "/oauth2/token");
    }

    @Override
    public HttpsUrl introspectionEndpoint() {
        return HttpsUrl.parse(issuer() + "/oauth2/introspect");
    }

    @Override
    public HttpsUrl revocationEndpoint() {
        return HttpsUrl.parse(issuer() + "/oauth2/revoke");
    }

    @Override
    public void register(Registration client) {
        clients.save(forms.of(client));
    }

    @Override
    public void close() {
        tomcat.close();
        context.close();
        keySets.close();
    }
}
