//! One embedded file as an answer.

use std::borrow::Cow;

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use rust_embed::EmbeddedFile;

use crate::http::{content_tag, is_known};

/// The build names files in here after their content, so they never change.
const NAMED_BY_CONTENT: &str = "assets/";

/// The file, or 304 when the caller has it.
pub(super) fn answer(path: &str, file: EmbeddedFile, asked: &HeaderMap) -> Response {
    let hash = file.metadata.sha256_hash();
    let content = match file.data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => data.into(),
    };
    respond(path, content, &hash, asked)
}

fn respond(path: &str, content: Bytes, hash: &[u8; 32], asked: &HeaderMap) -> Response {
    let tag = content_tag(hash);
    let mut response = if is_known(&tag, asked) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media_type(path))], content).into_response()
    };
    let immutable = path.starts_with(NAMED_BY_CONTENT);
    let cache = HeaderValue::from_static(if immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    });
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn media_type(path: &str) -> HeaderValue {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if guess.type_() == "text" { "; charset=utf-8" } else { "" };
    HeaderValue::from_str(&format!("{guess}{charset}")).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(path: &str, asked: &HeaderMap) -> Response {
        respond(path, Bytes::from_static(b"1"), &[0xab; 32], asked)
    }

    fn header(response: &Response, name: header::HeaderName) -> &str {
        response.headers()[name].to_str().unwrap()
    }

    #[test]
    fn files_named_by_their_content_are_kept_for_good_and_others_asked_for_again() {
        let immutable = ask("assets/index-1a2b.js", &HeaderMap::new());
        assert_eq!(
            header(&immutable, header::CACHE_CONTROL),
            "public, max-age=31536000, immutable"
        );
        let page = ask("index.html", &HeaderMap::new());
        assert_eq!(header(&page, header::CACHE_CONTROL), "no-cache");
        assert_eq!(header(&page, header::CONTENT_TYPE), "text/html; charset=utf-8");
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = ask("index.html", &HeaderMap::new());
        let tag = first.headers()[header::ETAG].clone();
        let asked = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag.clone())]);
        let second = ask("index.html", &asked);
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(second.headers()[header::ETAG], tag);
    }
}
