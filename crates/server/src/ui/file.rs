//! One file of the build as an answer.

use std::borrow::Cow;

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use brotli_decompressor::BrotliDecompress;
use bytes::Bytes;
use rust_embed::EmbeddedFile;

use super::Dist;
use crate::http::{content_tag, is_known};

/// The build names files in here after their content, so they never change.
const NAMED_BY_CONTENT: &str = "assets/";

/// A file of the build.
struct File {
    content: Bytes,
    /// Of the content.
    hash: [u8; 32],
    /// Whether the content is compressed. Most files are there only so (`web/scripts/precompress.ts`).
    is_brotli: bool,
}

/// The file at this path of the build, or 304 when the caller has it. None when there is no such file.
pub(super) fn answer(path: &str, asked: &HeaderMap) -> Option<Response> {
    let plain = Dist::get(path).map(|file| File::new(file, false));
    let file = plain.or_else(|| Dist::get(&format!("{path}.br")).map(|file| File::new(file, true)))?;
    Some(respond(path, file, asked))
}

impl File {
    fn new(file: EmbeddedFile, is_brotli: bool) -> Self {
        let content = match file.data {
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => data.into(),
        };
        Self {
            content,
            hash: file.metadata.sha256_hash(),
            is_brotli,
        }
    }

    fn decompressed(&self) -> Bytes {
        let mut content = vec![];
        if let Err(error) = BrotliDecompress(&mut &*self.content, &mut content) {
            tracing::error!(%error, "a file of the web app is damaged");
        }
        content.into()
    }
}

fn respond(path: &str, file: File, asked: &HeaderMap) -> Response {
    let encoded = file.is_brotli && accepts_brotli(asked);
    let tag = match content_tag(&file.hash) {
        // Two encodings of one content are two things (RFC 9110 §8.8.3).
        tag if encoded => format!("{}-br\"", tag.trim_end_matches('"')),
        tag => tag,
    };
    let mut response = if is_known(&tag, asked) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if encoded {
        let as_it_is = [
            (header::CONTENT_TYPE, media_type(path)),
            (header::CONTENT_ENCODING, HeaderValue::from_static("br")),
        ];
        (as_it_is, file.content).into_response()
    } else {
        // Who cannot read it gets it as it was; the layer around all answers then compresses it in another way.
        let content = if file.is_brotli {
            file.decompressed()
        } else {
            file.content
        };
        ([(header::CONTENT_TYPE, media_type(path))], content).into_response()
    };
    let headers = response.headers_mut();
    if file.is_brotli {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    let immutable = path.starts_with(NAMED_BY_CONTENT);
    let cache = HeaderValue::from_static(if immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    });
    headers.insert(header::CACHE_CONTROL, cache);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Whether the client names it and does not rule it out (RFC 9110 §12.5.3). One that says `*` and means it names it too.
fn accepts_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).into_iter();
    accepted
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
            let weight = weight.trim().strip_prefix("q=")?.parse().ok()?;
            name.trim().eq_ignore_ascii_case("br").then_some(weight)
        })
        .any(|weight: f32| weight > 0.0)
}

fn media_type(path: &str) -> HeaderValue {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if guess.type_() == "text" { "; charset=utf-8" } else { "" };
    HeaderValue::from_str(&format!("{guess}{charset}")).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `body{}`
    const COMPRESSED: &[u8] = &[139, 2, 128, 98, 111, 100, 121, 123, 125, 3];

    fn ask(path: &str, is_brotli: bool, asked: &HeaderMap) -> Response {
        let content = Bytes::from_static(if is_brotli { COMPRESSED } else { b"body{}" });
        let hash = [0xab; 32];
        respond(
            path,
            File {
                content,
                hash,
                is_brotli,
            },
            asked,
        )
    }

    fn header(response: &Response, name: header::HeaderName) -> &str {
        response.headers()[name].to_str().unwrap()
    }

    fn accepted(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))])
    }

    async fn body(response: Response) -> Bytes {
        axum::body::to_bytes(response.into_body(), 1_000).await.unwrap()
    }

    #[test]
    fn files_named_by_their_content_are_kept_for_good_and_others_asked_for_again() {
        let immutable = ask("assets/index-1a2b.js", false, &HeaderMap::new());
        assert_eq!(
            header(&immutable, header::CACHE_CONTROL),
            "public, max-age=31536000, immutable"
        );
        let page = ask("index.html", false, &HeaderMap::new());
        assert_eq!(header(&page, header::CACHE_CONTROL), "no-cache");
        assert_eq!(header(&page, header::CONTENT_TYPE), "text/html; charset=utf-8");
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = ask("index.html", false, &HeaderMap::new());
        let tag = first.headers()[header::ETAG].clone();
        let asked = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag.clone())]);
        let second = ask("index.html", false, &asked);
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(second.headers()[header::ETAG], tag);
    }

    #[tokio::test]
    async fn a_compressed_file_leaves_so_or_as_it_was_for_who_cannot_read_it() {
        let small = ask("assets/a.css", true, &accepted("gzip, br"));
        assert_eq!(header(&small, header::CONTENT_ENCODING), "br");
        assert_eq!(header(&small, header::VARY), "accept-encoding");
        let tag = small.headers()[header::ETAG].clone();
        assert_eq!(body(small).await, COMPRESSED);
        let mut asked = accepted("br");
        asked.insert(header::IF_NONE_MATCH, tag.clone());
        let known = ask("assets/a.css", true, &asked);
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
        assert!(!known.headers().contains_key(header::CONTENT_ENCODING));
        let plain = ask("assets/a.css", true, &accepted("gzip"));
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        assert_eq!(header(&plain, header::VARY), "accept-encoding");
        assert_ne!(plain.headers()[header::ETAG], tag);
        assert_eq!(body(plain).await, "body{}");
    }

    #[test]
    fn a_client_reads_brotli_when_it_says_so() {
        for yes in ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, BR;q=0.9"] {
            assert!(accepts_brotli(&accepted(yes)), "{yes}");
        }
        for no in ["", "gzip", "br;q=0", "gzip, br;q=0.0", "brr", "*"] {
            assert!(!accepts_brotli(&accepted(no)), "{no}");
        }
        assert!(!accepts_brotli(&HeaderMap::new()));
    }

    #[test]
    fn texts_say_how_they_are_written() {
        assert_eq!(media_type("assets/index-1a2b.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("assets/inter.woff2"), "font/woff2");
    }
}
