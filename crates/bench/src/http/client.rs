//! A connection that is kept: HTTP/1.1 by hyper itself, so that as little of the machine as can be goes into asking.

use std::{future::poll_fn, pin::Pin};

use hyper::{
    Method, Request, StatusCode,
    body::Body,
    client::conn::http1::{SendRequest, handshake},
    header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HOST, HeaderName},
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::Outcome;

/// Where the server is, and who asks.
#[derive(Clone)]
pub(crate) struct Caller {
    /// Host and port.
    authority: String,
    /// `Bearer …`, once there is a token.
    authorization: Option<String>,
}

impl Caller {
    pub(crate) fn nobody(url: &str) -> Outcome<Self> {
        let authority = url
            .strip_prefix("http://")
            .ok_or("the URL must start with http://")?
            .trim_end_matches('/');
        Ok(Self {
            authority: authority.to_owned(),
            authorization: None,
        })
    }

    pub(crate) fn signed_in(self, token: &str) -> Self {
        Self {
            authorization: Some(format!("Bearer {token}")),
            ..self
        }
    }

    pub(crate) async fn connect(&self) -> Outcome<Connection> {
        let stream = TcpStream::connect(&self.authority).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection {
            caller: self.clone(),
            sender,
        })
    }
}

/// One connection, one request at a time.
pub(crate) struct Connection {
    caller: Caller,
    sender: SendRequest<String>,
}

/// What is asked.
pub(crate) struct Ask {
    pub(crate) method: Method,
    /// Below `/api/v1/`.
    pub(crate) path: String,
    pub(crate) header: Option<(HeaderName, String)>,
    /// JSON.
    pub(crate) body: String,
    /// Any other answer is an error.
    pub(crate) expected: StatusCode,
}

impl Ask {
    pub(crate) fn get(path: String) -> Self {
        Self {
            method: Method::GET,
            path,
            header: None,
            body: String::new(),
            expected: StatusCode::OK,
        }
    }

    pub(crate) fn post(path: String, body: &Value, expected: StatusCode) -> Self {
        Self {
            method: Method::POST,
            path,
            header: None,
            body: body.to_string(),
            expected,
        }
    }
}

/// The expected answer, all of it.
pub(crate) struct Answer {
    pub(crate) etag: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The text of this member.
    pub(crate) fn text(&self, member: &str) -> Outcome<String> {
        let body: Value = serde_json::from_slice(&self.body)?;
        let text = body[member].as_str();
        Ok(text.ok_or_else(|| format!("the answer has no {member}"))?.to_owned())
    }
}

impl Connection {
    pub(crate) async fn send(&mut self, ask: Ask) -> Outcome<Answer> {
        let said = format!("{} {}", ask.method, ask.path);
        let mut request = Request::builder()
            .method(ask.method)
            .uri(format!("/api/v1/{}", ask.path))
            .header(HOST, &self.caller.authority);
        if let Some(authorization) = &self.caller.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        if let Some((name, value)) = ask.header {
            request = request.header(name, value);
        }
        if !ask.body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        self.sender.ready().await?;
        let mut response = self.sender.send_request(request.body(ask.body)?).await?;
        let mut body = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(response.body_mut()).poll_frame(context)).await {
            if let Ok(data) = frame?.into_data() {
                body.extend_from_slice(&data);
            }
        }
        if response.status() != ask.expected {
            let body = String::from_utf8_lossy(&body);
            return Err(format!("{said}: {} instead of {}: {body}", response.status(), ask.expected).into());
        }
        let etag = response
            .headers()
            .get(ETAG)
            .map(|etag| etag.to_str().map(str::to_owned));
        Ok(Answer {
            etag: etag.transpose()?,
            body,
        })
    }
}
