package dev.iris.http;

/** The same where there is no native code for the platform. */
class EdgeTrustOfJdkIT extends EdgeTrustIT {
    @Override
    TlsEngine engine() {
        return TlsEngine.JDK;
    }
}
