package dev.iris.interop;

import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * A filter behind TLS on 127.0.0.1, on two free ports. On one, client certificates are those of the tests' authority; on the other, they
 * are anybody's, for the filter to judge. Whoever asks for gzip gets it, errors too. Thread-safe.
 */
final class TlsTomcat implements AutoCloseable {
    /** Tomcat explains itself at length; kept here, as the JDK forgets the level of a logger that nobody holds. */
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    private static final String PASSWORD = "in-memory";

    private final Tomcat tomcat = new Tomcat();
    private final Connector trusting;
    private final Connector indifferent;

    TlsTomcat(Path folder, Filter filter) throws LifecycleException, GeneralSecurityException {
        TOMCAT_LOG.setLevel(Level.SEVERE);
        tomcat.setBaseDir(folder.toString());
        trusting = connector(tls());
        var anybody = tls();
        anybody.setTrustManagerClassName(TrustsAnybody.class.getName());
        indifferent = connector(anybody);
        serve(filter);
        for (var connector : List.of(trusting, indifferent)) {
            tomcat.getService().addConnector(connector);
        }
        tomcat.start();
    }

    /** The port that takes client certificates of the authority alone. */
    int port() {
        return trusting.getLocalPort();
    }

    /** The port that takes any client certificate. */
    int indifferentPort() {
        return indifferent.getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        }
    }

    private void serve(Filter filter) {
        var context = tomcat.addContext("", null);
        var definition = new FilterDef();
        definition.setFilterName("filter");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        var mapping = new FilterMap();
        mapping.setFilterName("filter");
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
        Tomcat.addServlet(context, "nothing", "org.apache.catalina.servlets.DefaultServlet")
                .addMapping("/");
    }

    private static Connector connector(SSLHostConfig tls) {
        var connector = new Connector();
        connector.setPort(0);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("SSLEnabled", "true");
        connector.setProperty("compression", "on");
        connector.setProperty("compressionMinSize", "1");
        connector.setProperty("compressibleMimeType", "application/json");
        connector.addSslHostConfig(tls);
        return connector;
    }

    private static SSLHostConfig tls() throws GeneralSecurityException {
        var tls = new SSLHostConfig();
        var certificate = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(LocalEdge.certificate().keyStore(PASSWORD.toCharArray()));
        certificate.setCertificateKeystorePassword(PASSWORD);
        tls.addCertificate(certificate);
        tls.setCertificateVerification("optional");
        tls.setTrustStore(trusted());
        return tls;
    }

    private static KeyStore trusted() throws GeneralSecurityException {
        var store = LocalEdge.certificate().keyStore(PASSWORD.toCharArray());
        store.setCertificateEntry("authority", LocalEdge.AUTHORITY.certificate());
        return store;
    }
}
