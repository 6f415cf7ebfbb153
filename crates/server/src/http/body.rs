//! JSON bodies: what cannot be read or is not valid is answered with the place and what would be right.

use std::{error::Error, iter::successors};

use axum::{
    extract::{FromRequest, OptionalFromRequest, Request, rejection::BytesRejection},
    http::header,
};
use bytes::Bytes;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use tower_http::timeout::TimeoutError;

use crate::error::{ApiError, Code, FieldError};

/// A body that says what is wrong with it.
pub trait Validate {
    /// Notes every fault. The default finds none.
    fn validate(&self, faults: &mut Faults) {
        let _ = faults;
    }
}

/// The faults of one body.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// Notes a fault at this JSON pointer.
    pub fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError::new(pointer, message));
    }

    /// Notes a fault unless the text has `least` to `most` characters, not counting space around it.
    pub fn length(&mut self, pointer: &str, text: &str, least: usize, most: usize) {
        let length = text.trim().chars().count();
        if length < least && least == 1 {
            self.add(pointer, "This is required.");
        } else if length < least {
            self.add(pointer, format!("At least {least} characters are needed."));
        } else if length > most {
            self.add(
                pointer,
                format!("At most {most} characters are allowed; this has {length}."),
            );
        }
    }

    /// Nothing, if no fault was noted, else the answer that lists them.
    pub fn into_result(self) -> Result<(), ApiError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ApiError::invalid(self.0))
        }
    }
}

/// Tells `null` from absent, for a member that null takes away: one that is there is `Some`.
///
/// # Errors
/// Those of the member.
pub fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(member: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(member).map(Some)
}

/// A JSON body that was read and found valid.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let media_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !media_type.is_some_and(is_json) {
            return Err(ApiError::new(
                Code::UnsupportedMediaType,
                "Send the body as 'Content-Type: application/json'.",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(unreadable)?;
        refuse_nul(&bytes)?;
        let value = parse::<T>(&bytes)?;
        let mut faults = Faults::default();
        value.validate(&mut faults);
        faults.into_result()?;
        Ok(Self(value))
    }
}

/// No body at all is none; one that is there has to be right.
impl<S: Send + Sync, T: DeserializeOwned + Validate> OptionalFromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, ApiError> {
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let bytes = bytes.map_err(unreadable)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let request = Request::from_parts(parts, bytes.into());
        <Self as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}

/// A body of plain text in UTF-8, of any media type.
#[derive(Debug)]
pub struct Text(pub String);

impl<S: Send + Sync> FromRequest<S> for Text {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, state).await.map_err(unreadable)?;
        let wrong = |_| ApiError::new(Code::InvalidRequest, "The body is not text in UTF-8.");
        let text = String::from_utf8(bytes.into()).map_err(wrong)?;
        // PostgreSQL stores no NUL, and no text needs one.
        Ok(Self(text.replace('\0', "\u{fffd}")))
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
}

/// A body that did not arrive whole: too large, too slow or cut off.
pub(crate) fn unreadable(rejection: BytesRejection) -> ApiError {
    if rejection.status() == Code::TooLarge.status() {
        return ApiError::new(Code::TooLarge, "The body is larger than this endpoint accepts.");
    }
    let first: Option<&(dyn Error + 'static)> = rejection.source();
    if successors(first, |&cause| cause.source()).any(|cause| cause.is::<TimeoutError>()) {
        return ApiError::new(Code::RequestTimeout, "The body took too long to arrive. Send it again.");
    }
    ApiError::new(Code::InvalidRequest, "The body did not arrive whole. Send it again.")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let syntax = error.inner().is_syntax() || error.inner().is_eof();
        if syntax {
            ApiError::new(
                Code::InvalidRequest,
                format!("The body is not JSON: {}.", error.inner()),
            )
        } else {
            let message = error.inner().to_string();
            misfit(
                pointer(error.path()),
                message.split(" at line ").next().unwrap_or_default(),
            )
        }
    })?;
    json.end()
        .map_err(|error| ApiError::new(Code::InvalidRequest, format!("The body is not JSON: {error}.")))?;
    Ok(value)
}

/// JSON that does not fit, in the words of those who sent it: serde's are those of who wrote the types.
fn misfit(pointer: String, message: &str) -> ApiError {
    let member = |name: &str| format!("{pointer}/{}", escaped(name.trim_matches('`')));
    if let Some(name) = message.strip_prefix("missing field ") {
        return ApiError::invalid_field(member(name), "This is required.");
    }
    if let Some(name) = message.strip_prefix("duplicate field ") {
        return ApiError::invalid_field(member(name), "This is there twice.");
    }
    let message = match message.split_once(", expected ") {
        Some((given, known)) if given.starts_with("unknown variant ") => {
            let given: String = given.trim_start_matches("unknown variant ").chars().take(60).collect();
            format!("{given} is none of {}.", known.trim_start_matches("one of "))
        }
        Some((given, expected)) if given.starts_with("invalid ") => {
            let given = given.strip_prefix("invalid type: ").and_then(in_json);
            let but = given.map(|given| format!(", not {given}")).unwrap_or_default();
            format!("This should be {}{but}.", in_json(expected).unwrap_or(expected))
        }
        _ if message.starts_with("UUID parsing failed") => "This should be a UUID.".to_owned(),
        _ => message.to_owned(),
    };
    ApiError::invalid_field(pointer, message)
}

/// What serde calls a value or a type, as JSON calls it. The value itself is left out: it may be long, or a secret.
fn in_json(of_serde: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 16] = [
        ("null", "null"),
        ("string", "a string"),
        ("boolean", "a boolean"),
        ("integer", "a number"),
        ("floating point", "a number with decimals"),
        ("map", "an object"),
        ("a map", "an object"),
        ("struct", "an object"),
        ("internally tagged enum", "an object"),
        ("sequence", "a list"),
        ("a sequence", "a list"),
        ("u16", "a whole number from 0"),
        ("u32", "a whole number from 0"),
        ("u64", "a whole number from 0"),
        ("i32", "a whole number"),
        ("i64", "a whole number"),
    ];
    let name = NAMES.iter().find(|(name, _)| {
        let rest = of_serde.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    name.map(|(_, called)| *called)
}

/// PostgreSQL stores no NUL in text, so that both engines refuse it, wherever in a body it is.
fn refuse_nul(body: &[u8]) -> Result<(), ApiError> {
    let escaped = body.windows(6).any(|window| window == br"\u0000");
    // Rare enough to look closely: the backslash may itself be escaped.
    if escaped && serde_json::from_slice(body).is_ok_and(|body| has_nul(&body)) {
        let detail = "The body has the character U+0000 in a text. Leave it out.";
        return Err(ApiError::new(Code::InvalidRequest, detail));
    }
    Ok(())
}

fn has_nul(value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}

/// The path as an RFC 6901 pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct Order {
        name: String,
        count: u32,
        size: Size,
        #[serde(default)]
        tags: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Size {
        Small,
        Large,
    }

    fn fault(body: &str) -> String {
        let problem = parse::<Order>(body.as_bytes()).unwrap_err();
        let [error] = problem.errors() else {
            unreachable!("one fault at a time")
        };
        format!("{}: {}", error.pointer, error.message)
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place_and_in_words_of_json() {
        for (body, told) in [
            (r#"{"count": 1}"#, "/name: This is required."),
            (r#"{"name": "a", "name": "b"}"#, "/name: This is there twice."),
            (r#"{"name": 5}"#, "/name: This should be a string, not a number."),
            (
                r#"{"name": "a", "count": -1}"#,
                "/count: This should be a whole number from 0.",
            ),
            (r#"{"size": "huge"}"#, "/size: `huge` is none of `small` or `large`."),
            (r#"{"tags": {}}"#, "/tags: This should be a list, not an object."),
            (
                r#"{"tags": ["a", 1]}"#,
                "/tags/1: This should be a string, not a number.",
            ),
            ("[]", ": This should be an object."),
            ("null", ": This should be an object, not null."),
        ] {
            assert_eq!(fault(body), told, "{body}");
        }
    }
}
