package dev.iris.http;

/** The same where there is no native code for the platform. */
class EdgeIdentityOfJdkIT extends EdgeIdentityIT {
    @Override
    TlsEngine engine() {
        return TlsEngine.JDK;
    }
}
