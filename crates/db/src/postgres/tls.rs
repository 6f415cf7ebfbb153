//! TLS to PostgreSQL, as `sslmode` and `sslrootcert` in the URL want it; both mean what they mean to libpq.
//!
//! | `sslmode` | |
//! |---|---|
//! | `disable`, or none | not encrypted |
//! | `prefer` | encrypted if the server can; whoever is in between can prevent it |
//! | `require` | encrypted, to whoever answers; with `sslrootcert` like `verify-ca` |
//! | `verify-ca` | and the certificate is signed by a known authority |
//! | `verify-full` | and it is for this host |
//!
//! The known authorities are the system's, or those in the PEM file `sslrootcert`.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use percent_encoding::percent_decode_str;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::{
    Socket,
    tls::{ChannelBinding, MakeTlsConnect, TlsConnect},
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
        client::{
            WebPkiServerVerifier,
            danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        },
        crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
        pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
    },
};

use crate::{BoxFuture, error::Error};

/// How to encrypt; none is not at all.
#[derive(Clone)]
pub(crate) struct Tls(Arc<ClientConfig>);

impl Tls {
    /// Takes what is about TLS out of a URL: the URL as the driver reads it, and how to encrypt.
    pub(crate) fn of(url: &str) -> Result<(String, Option<Self>), Error> {
        let (server, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (mut kept, mut mode, mut root) = (vec![], Mode::Disable, None);
        for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                Some(("sslmode", word)) => mode = Mode::from_word(word)?,
                Some(("sslrootcert", file)) => {
                    root = Some(
                        percent_decode_str(file)
                            .decode_utf8()
                            .map_err(Error::other)?
                            .into_owned(),
                    );
                }
                _ => kept.push(parameter),
            }
        }
        if mode == Mode::Require && root.is_some() {
            mode = Mode::VerifyCa;
        }
        kept.push(match mode {
            Mode::Disable => "sslmode=disable",
            Mode::Prefer => "sslmode=prefer",
            _ => "sslmode=require",
        });
        let url = format!("{server}?{}", kept.join("&"));
        if mode == Mode::Disable {
            return Ok((url, None));
        }
        Ok((url, Some(Self::new(mode, root.as_deref()).map_err(Error::other)?)))
    }

    fn new(mode: Mode, root: Option<&str>) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let provider = Arc::new(ring::default_provider());
        let client =
            ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
        let known = match mode {
            Mode::VerifyCa | Mode::VerifyFull => {
                let roots = Arc::new(roots(root)?);
                Some(WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build()?)
            }
            _ => None,
        };
        let verifier: Arc<dyn ServerCertVerifier> = match known {
            Some(known) if mode == Mode::VerifyFull => known,
            known => Arc::new(AnyName { known, provider }),
        };
        let client = client.dangerous().with_custom_certificate_verifier(verifier);
        Ok(Self(Arc::new(client.with_no_client_auth())))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Disable,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl Mode {
    fn from_word(word: &str) -> Result<Self, Error> {
        Ok(match word {
            "disable" => Self::Disable,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => {
                let known = "sslmode is disable, prefer, require, verify-ca or verify-full";
                return Err(Error::other(known));
            }
        })
    }
}

/// The authorities in a PEM file, or else the system's.
fn roots(file: Option<&str>) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    if let Some(file) = file {
        let unreadable = |error: &dyn std::fmt::Display| format!("sslrootcert {file} cannot be read: {error}");
        for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unreadable(&error))? {
            let certificate = certificate.map_err(|error| unreadable(&error))?;
            roots.add(certificate).map_err(|error| unreadable(&error))?;
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    if roots.is_empty() {
        return Err(
            "there are no certificates of authorities to verify the server with; name a file in sslrootcert".to_owned(),
        );
    }
    Ok(roots)
}

/// Takes a certificate for whatever host, from a known authority if there are any.
#[derive(Debug)]
struct AnyName {
    known: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        use CertificateError::{NotValidForName, NotValidForNameContext};
        let Some(known) = &self.known else {
            return Ok(ServerCertVerified::assertion());
        };
        // The name is looked at last.
        match known.verify_server_cert(certificate, intermediates, name, ocsp, now) {
            Err(TlsError::InvalidCertificate(NotValidForName | NotValidForNameContext { .. })) => {
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Encrypted;
    type TlsConnect = ToHost;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<ToHost> {
        let host = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        Ok(ToHost {
            connector: TlsConnector::from(Arc::clone(&self.0)),
            host,
        })
    }
}

/// Begins TLS with one host.
pub(crate) struct ToHost {
    connector: TlsConnector,
    host: ServerName<'static>,
}

impl TlsConnect<Socket> for ToHost {
    type Stream = Encrypted;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<Encrypted>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move { Ok(Encrypted(self.connector.connect(self.host, socket).await?)) })
    }
}

/// An encrypted connection.
pub(crate) struct Encrypted(TlsStream<Socket>);

impl tokio_postgres::tls::TlsStream for Encrypted {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, into)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_tls_goes_out_of_the_url() {
        let of = |url: &str| Tls::of(url).map(|(url, tls)| (url, tls.is_some()));
        for (url, driver, encrypted) in [
            ("postgres://a@b/c", "postgres://a@b/c?sslmode=disable", false),
            (
                "postgres://a@b/c?sslmode=prefer",
                "postgres://a@b/c?sslmode=prefer",
                true,
            ),
            (
                "postgres://a@b/c?x=y&sslmode=require",
                "postgres://a@b/c?x=y&sslmode=require",
                true,
            ),
            (
                "postgres://a@b/c?sslmode=verify-full&x=y",
                "postgres://a@b/c?x=y&sslmode=require",
                true,
            ),
        ] {
            assert_eq!(of(url).expect("a URL"), (driver.to_owned(), encrypted), "{url}");
        }
        for wrong in [
            "sslmode=always",
            "sslmode=verify-full&sslrootcert=/no%20where.pem",
            "sslrootcert=%ff",
        ] {
            assert!(of(&format!("postgres://a@b/c?{wrong}")).is_err(), "{wrong}");
        }
    }
}
