package dev.iris.interop;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Lets every client certificate pass, for somebody else to judge; Tomcat makes it by its name. Immutable. */
public final class TrustsAnybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
