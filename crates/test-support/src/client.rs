//! Calling the server, and saying what is expected of its answers.
//!
//! Paths are as in a URL: `trees` is `/api/v1/trees`, `/healthz` is what it says.

use branchbook_domain::id::{TenantId, UserId};
pub use reqwest::Method;
use reqwest::{
    RequestBuilder,
    header::{CONTENT_TYPE, HeaderMap},
};
use serde::Serialize;
use serde_json::Value;

/// Somebody who calls the server.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
    person: Option<Person>,
}

/// Somebody with an account.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id.
    pub id: UserId,
    /// The tenant they are signed in to.
    pub tenant: TenantId,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// Their password.
    pub password: String,
}

impl Client {
    pub(crate) fn new(http: reqwest::Client, url: &str) -> Self {
        Self {
            http,
            url: url.to_owned(),
            token: None,
            person: None,
        }
    }

    pub(crate) fn signed_in(self, person: Person, token: &str) -> Self {
        Self {
            person: Some(person),
            ..self.with_token(token)
        }
    }

    /// The same caller with this access token.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self
        }
    }

    /// The access token.
    ///
    /// # Panics
    /// When nobody is signed in.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("somebody is signed in")
    }

    /// Who is signed in.
    ///
    /// # Panics
    /// When nobody is.
    #[must_use]
    pub fn person(&self) -> &Person {
        self.person.as_ref().expect("somebody is signed in")
    }

    /// `GET`
    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await
    }

    /// `POST` with a JSON body.
    pub async fn post(&self, path: &str, body: impl Serialize) -> Response {
        self.request(Method::POST, path).json(body).send().await
    }

    /// `POST` without a body.
    pub async fn post_nothing(&self, path: &str) -> Response {
        self.request(Method::POST, path).send().await
    }

    /// `PUT` with a JSON body.
    pub async fn put(&self, path: &str, body: impl Serialize) -> Response {
        self.request(Method::PUT, path).json(body).send().await
    }

    /// `DELETE`
    pub async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await
    }

    /// Any other request.
    pub fn request(&self, method: Method, path: &str) -> Request {
        let url = match path.strip_prefix('/') {
            Some(path) => format!("{}/{path}", self.url),
            None => format!("{}/api/v1/{path}", self.url),
        };
        let mut builder = self.http.request(method.clone(), url);
        if let Some(token) = &self.token {
            builder = builder.bearer_auth(token);
        }
        Request {
            line: format!("{method} {path}"),
            builder,
        }
    }
}

/// A request before it is sent.
#[derive(Debug)]
#[must_use]
pub struct Request {
    line: String,
    builder: RequestBuilder,
}

impl Request {
    /// With this header.
    pub fn header(self, name: &str, value: impl ToString) -> Self {
        Self {
            builder: self.builder.header(name, value.to_string()),
            ..self
        }
    }

    /// With this JSON body.
    pub fn json(self, body: impl Serialize) -> Self {
        Self {
            builder: self.builder.json(&body),
            ..self
        }
    }

    /// With this form as its body.
    pub fn form(self, body: impl Serialize) -> Self {
        Self {
            builder: self.builder.form(&body),
            ..self
        }
    }

    /// With this body of this media type.
    pub fn text(self, media_type: &str, body: impl Into<String>) -> Self {
        Self {
            builder: self.builder.header(CONTENT_TYPE, media_type).body(body.into()),
            ..self
        }
    }

    /// Sends it and reads the whole answer.
    pub async fn send(self) -> Response {
        let answer = self.builder.send().await.expect("the server answers");
        Response {
            line: self.line,
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.text().await.expect("the answer arrives whole"),
        }
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    line: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub body: String,
}

impl Response {
    /// Expects this status.
    ///
    /// # Panics
    /// When it is another.
    #[track_caller]
    pub fn assert_status(self, expected: u16) -> Self {
        assert!(
            self.status == expected,
            "{} gave {}, not {expected}: {}",
            self.line,
            self.status,
            self.body
        );
        self
    }

    /// Expects a problem document with this code and the status that belongs to the code.
    ///
    /// # Panics
    /// When it is anything else.
    #[track_caller]
    pub fn assert_problem(self, code: &str) -> Self {
        let Self { line, status, body, .. } = &self;
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{line} gave {status}: {body}"
        );
        assert_eq!(self.at("/code"), code, "{line} gave {status}: {body}");
        assert_eq!(self.at("/status"), *status, "{line}: {body}");
        self
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.body) {
            Ok(value) => value,
            Err(error) => panic!(
                "{} gave {} and no JSON ({error}): {}",
                self.line, self.status, self.body
            ),
        }
    }

    /// What is at this JSON pointer.
    ///
    /// # Panics
    /// When nothing is.
    #[must_use]
    #[track_caller]
    pub fn at(&self, pointer: &str) -> Value {
        match self.json().pointer_mut(pointer) {
            Some(value) => value.take(),
            None => panic!("{} gave nothing at {pointer}: {}", self.line, self.body),
        }
    }

    /// The text at this JSON pointer.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn text_at(&self, pointer: &str) -> String {
        match self.at(pointer) {
            Value::String(text) => text,
            other => panic!("{} gave no text at {pointer}, but {other}", self.line),
        }
    }

    /// A header's value; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}
