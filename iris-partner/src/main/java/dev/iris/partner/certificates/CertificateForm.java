package dev.iris.partner.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/** The content of the certificates that an authority signs (RFC 5280). */
final class CertificateForm {
    private static final int SERIAL_BITS = 120;
    private static final String SERVER = "Iris test server";
    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateForm() {}

    static X509Certificate ofAuthority(String name, KeyPair keys, Validity validity) {
        try {
            var subject = principal(name);
            var form = builder(subject, subject, keys.getPublic(), validity);
            form.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(form, keys.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("authority certificate: cannot be made", e);
        }
    }

    static X509Certificate ofServer(
            List<String> names, PublicKey key, Validity validity, X509Certificate issuer, PrivateKey issuerKey) {
        try {
            var form = endOfChain(SERVER, KeyPurposeId.id_kp_serverAuth, key, validity, issuer);
            form.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            return sign(form, issuerKey);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("server certificate: cannot be made", e);
        }
    }

    static X509Certificate ofClient(
            String name, PublicKey key, Validity validity, X509Certificate issuer, PrivateKey issuerKey) {
        try {
            return sign(endOfChain(name, KeyPurposeId.id_kp_clientAuth, key, validity, issuer), issuerKey);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("client certificate: cannot be made", e);
        }
    }

    static X509Certificate ofSelfSignedClient(String name, KeyPair keys, Validity validity) {
        try {
            var subject = principal(name);
            var form = builder(subject, subject, keys.getPublic(), validity);
            form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            form.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            return sign(form, keys.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("client certificate: cannot be made", e);
        }
    }

    static X509Certificate ofSelfSignedServer(List<String> names, KeyPair keys, Validity validity) {
        try {
            var subject = principal(SERVER);
            var form = builder(subject, subject, keys.getPublic(), validity);
            form.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            form.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            return sign(form, keys.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("server certificate: cannot be made", e);
        }
    }

    private static X509v3CertificateBuilder endOfChain(
            String name, KeyPurposeId purpose, PublicKey key, Validity validity, X509Certificate issuer)
            throws IOException, GeneralSecurityException {
        var form = builder(issuer.getSubjectX500Principal(), principal(name), key, validity);
        form.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        form.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        form.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        form.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
        return form;
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Validity validity)
            throws IOException, GeneralSecurityException {
        var serial = new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
        var form = new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(validity.from()), Date.from(validity.until()), subject, key);
        form.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return form;
    }

    private static X509Certificate sign(X509v3CertificateBuilder form, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        return new JcaX509CertificateConverter().getCertificate(form.build(signer));
    }

    private static GeneralNames alternativeNames(List<String> names) {
        return new GeneralNames(
                names.stream().map(CertificateForm::alternativeName).toArray(GeneralName[]::new));
    }

    private static GeneralName alternativeName(String name) {
        return new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static X500Principal principal(String name) {
        return new X500Principal("CN=" + name + ",O=Iris");
    }
}
