package dev.iris.server;

import dev.iris.http.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificate authorities from PEM files. */
final class Authorities {
    private Authorities() {}

    /**
     * All certificates of all files.
     *
     * @throws StartupException names the file that cannot be read or holds none
     */
    static List<X509Certificate> read(List<Path> files) {
        var all = new ArrayList<X509Certificate>();
        for (var file : files) {
            all.addAll(read(file));
        }
        return all;
    }

    private static List<X509Certificate> read(Path file) {
        try {
            return Certificates.parse(Files.readString(file));
        } catch (IOException e) {
            throw new StartupException("egress.trustedCertificates: " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new StartupException("egress.trustedCertificates: " + file + " " + e.getMessage(), e);
        }
    }
}
