package dev.backline.sandbox.voice;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Both ends of a TLS connection to this machine: a key and a certificate for 127.0.0.1 and localhost, made anew and kept
 * in memory only, and a trust in exactly that certificate.
 *
 * @param server for the server's end
 * @param client for clients
 */
record LoopbackTls(SSLContext server, SSLContext client) {
    private static final Duration VALID = Duration.ofDays(365);

    /** The certificate is valid from a little before now, for clients whose clock is behind. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int SERIAL_BITS = 64;
    private static final String ENTRY = "loopback";

    /** @throws IOException when this Java cannot make such a certificate */
    static LoopbackTls create() throws IOException {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            X509Certificate certificate = certificate(keys, new BigInteger(SERIAL_BITS, random));
            return new LoopbackTls(server(keys, certificate), client(certificate));
        } catch (GeneralSecurityException | OperatorCreationException failed) {
            throw new IOException("cannot make a certificate for the voice server", failed);
        }
    }

    private static X509Certificate certificate(KeyPair keys, BigInteger serial)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name self = new X500Name("CN=Backline sandbox voice");
        Instant now = Instant.now();
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, VoiceServer.HOST)
        };
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                self,
                                serial,
                                Date.from(now.minus(CLOCK_SKEW)),
                                Date.from(now.plus(VALID)),
                                self,
                                keys.getPublic())
                        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static SSLContext server(KeyPair keys, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        char[] noPassword = new char[0];
        KeyStore store = emptyStore();
        store.setKeyEntry(ENTRY, keys.getPrivate(), noPassword, new X509Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, noPassword);
        return context(factory.getKeyManagers(), new TrustManager[0]);
    }

    private static SSLContext client(X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry(ENTRY, certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return context(new KeyManager[0], factory.getTrustManagers());
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
