package dev.gatehouse.bus.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Decides as the manager behind it does, and says of a certificate outside of its time that this
/// is why it was refused: the JDK's path builder only says that there is no path, and whoever reads
/// that looks for another fault.
final class TimelyRefusal extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager decides;

    private TimelyRefusal(X509ExtendedTrustManager decides) {
        this.decides = decides;
    }

    /// @param managers of one factory
    static TrustManager[] of(TrustManager[] managers) {
        TrustManager[] all = managers.clone();
        for (int i = 0; i < all.length; i++) {
            if (all[i] instanceof X509ExtendedTrustManager one) {
                all[i] = new TimelyRefusal(one);
            }
        }
        return all;
    }

    /// What the manager behind does; it throws to refuse.
    @FunctionalInterface
    private interface Decision {
        void make() throws CertificateException;
    }

    private static void decide(X509Certificate[] chain, Decision decision)
            throws CertificateException {
        try {
            decision.make();
        } catch (CertificateException refused) {
            if (chain.length > 0) {
                try {
                    chain[0].checkValidity();
                } catch (CertificateException untimely) {
                    untimely.addSuppressed(refused);
                    throw untimely;
                }
            }
            throw refused;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        decide(chain, () -> decides.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        decide(chain, () -> decides.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        decide(chain, () -> decides.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        decide(chain, () -> decides.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        decide(chain, () -> decides.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        decide(chain, () -> decides.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return decides.getAcceptedIssuers();
    }
}
