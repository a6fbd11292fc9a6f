package dev.backline.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a jar is trusted: by its digest, or by the certificate that it is signed with. The certificate itself
 * has to be known; chains are not followed. Both files are read anew for each question, so that a change counts at once.
 *
 * @param digests as {@code sha256sum} writes them: 64 hexadecimal digits, and a name that is for the reader; need not
 *     exist
 * @param signers X.509 certificates in PEM; need not exist
 */
record Trust(Path digests, Path signers) {

    private static final Logger log = LoggerFactory.getLogger(Trust.class);

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** What a signature consists of, and does not cover. */
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC))");

    /** Why a jar is not trusted; empty when it is. */
    Optional<String> objection(Path jar) throws IOException {
        String digest = digest(jar);
        if (trustedDigests().contains(digest)) {
            return Optional.empty();
        }
        return signatureObjection(jar)
                .map(objection -> objection + ", and its SHA-256 " + digest + " does not stand in " + digests);
    }

    /** SHA-256 of a file, in hexadecimal digits. */
    static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private Set<String> trustedDigests() throws IOException {
        Set<String> trusted = new HashSet<>();
        if (Files.exists(digests)) {
            try (Stream<String> lines = Files.lines(digests)) {
                lines.map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(line -> {
                            String digest = line.replaceFirst("\\s.*", "").toLowerCase(Locale.ROOT);
                            if (DIGEST.matcher(digest).matches()) {
                                trusted.add(digest);
                            } else {
                                log.warn("{}: “{}” does not begin with a SHA-256 and is skipped", digests, line);
                            }
                        });
            }
        }
        return trusted;
    }

    private Set<Certificate> trustedSigners() throws IOException {
        if (!Files.exists(signers)) {
            return Set.of();
        }
        try (InputStream content = Files.newInputStream(signers)) {
            return Set.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(content));
        } catch (CertificateException e) {
            log.warn("{} is not read, and no signer is trusted: {}", signers, e.getMessage());
            return Set.of();
        }
    }

    private Optional<String> signatureObjection(Path file) throws IOException {
        Set<Certificate> trusted = trustedSigners();
        Set<String> strangers = new HashSet<>();
        boolean signed = false;
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || SIGNATURE.matcher(entry.getName()).matches()) {
                    continue;
                }
                List<X509Certificate> by = signers(jar, entry);
                if (by.isEmpty()) {
                    return Optional.of(signed ? entry.getName() + " in it is not signed" : "It is not signed");
                }
                signed = true;
                Optional<X509Certificate> known =
                        by.stream().filter(trusted::contains).findFirst();
                if (known.isEmpty()) {
                    by.forEach(signer ->
                            strangers.add(signer.getSubjectX500Principal().getName()));
                } else {
                    known.get().checkValidity();
                }
            }
        } catch (ZipException e) {
            return Optional.of("It is no whole jar: " + e.getMessage());
        } catch (SecurityException e) {
            return Optional.of("Its signature is broken: " + e.getMessage());
        } catch (CertificateException e) {
            return Optional.of("Its signer's certificate is not valid today: " + e.getMessage());
        }
        if (!signed) {
            return Optional.of("It is not signed");
        }
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of("It is signed by " + String.join(" and ", strangers)
                        + ", whose certificate does not stand" + " in " + signers);
    }

    /** Certificates of those who signed an entry, which is read to its end for that. */
    private static List<X509Certificate> signers(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        List<X509Certificate> certificates = new ArrayList<>();
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers != null) {
            for (CodeSigner signer : signers) {
                if (signer.getSignerCertPath().getCertificates().getFirst() instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
    }
}
