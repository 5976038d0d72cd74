package dev.hoist.gateway;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own, with its files in a folder. */
final class Pki {
  private final KeyPair caKeys = keys();
  private final X500Name caName;
  private final X509Certificate ca;
  private final Path folder;

  Pki(Path folder, String name) throws Exception {
    this.folder = Files.createDirectories(folder.resolve(name));
    this.caName = new X500Name("CN=" + name);
    this.ca = sign(caName, caKeys, new GeneralName[0]);
    write("ca.pem", ca);
  }

  Path caFile() {
    return folder.resolve("ca.pem");
  }

  /** A server's certificate for a host name and the loopback address, as PEM files. */
  GatewayConfig.ServerTls server(String host) throws Exception {
    KeyPair keys = keys();
    write(host + ".pem", certificate(host, keys));
    write(host + ".key", new JcaPKCS8Generator(keys.getPrivate(), null));
    return new GatewayConfig.ServerTls(
        folder.resolve(host + ".pem"), folder.resolve(host + ".key"));
  }

  /** The same for a server in Java. */
  SSLContext serverContext(String host) throws Exception {
    KeyPair keys = keys();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", keys.getPrivate(), new char[0], new Certificate[] {certificate(host, keys)});
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** For a client that trusts this authority. */
  SSLContext clientContext() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", ca);
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private X509Certificate certificate(String host, KeyPair keys) throws Exception {
    GeneralName[] names = {new GeneralName(GeneralName.dNSName, host)};
    return sign(new X500Name("CN=" + host), keys, names);
  }

  private X509Certificate sign(X500Name subject, KeyPair keys, GeneralName[] names)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            caName,
            new BigInteger(64, new SecureRandom()),
            Date.from(now.minusSeconds(3600)),
            Date.from(now.plusSeconds(86_400)),
            subject,
            keys.getPublic());
    if (names.length == 0) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } else {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private void write(String name, Object pem) throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.resolve(name));
        var writer = new JcaPEMWriter(out)) {
      writer.writeObject(pem);
    }
  }
}
