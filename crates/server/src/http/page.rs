//! Lists by keyset: a page ends with the sort key of its last row, the next begins after it, and rows that come or go
//! meanwhile shift nothing.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use crate::error::{ApiError, Code};

/// One page of a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// At most `limit` items.
    pub items: Vec<T>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page from up to `limit + 1` rows: the one too many only says that there is more. `key` is the sort key of a row.
    #[must_use]
    pub fn new<K: Serialize>(mut rows: Vec<T>, limit: usize, key: impl Fn(&T) -> K) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = if more {
            rows.last().map(|row| Cursor(key(row)).encode())
        } else {
            None
        };
        Self {
            items: rows,
            next_cursor,
        }
    }

    /// The same page with other items.
    #[must_use]
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

/// The query parameters of every list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items at most: 1–200, 50 when absent.
    #[serde(default, deserialize_with = "number")]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A number; what is none counts as 0, so that it is told like one that is out of bounds.
fn number<'de, D: Deserializer<'de>>(text: D) -> Result<Option<u32>, D::Error> {
    Ok(Some(String::deserialize(text)?.parse().unwrap_or(0)))
}

impl PageQuery {
    /// The limit within its bounds.
    pub fn limit(&self) -> Result<usize, ApiError> {
        match self.limit.unwrap_or(50) {
            limit @ 1..=200 => Ok(limit as usize),
            _ => Err(ApiError::new(Code::InvalidRequest, "limit is a number from 1 to 200.")),
        }
    }

    /// The sort key after which the page begins.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, ApiError> {
        self.cursor
            .as_deref()
            .filter(|cursor| !cursor.is_empty())
            .map(|text| Cursor::decode(text).map(|key| key.0))
            .transpose()
    }
}

/// A sort key, opaque to clients.
#[derive(Debug)]
pub struct Cursor<K>(pub K);

impl<K: Serialize> Cursor<K> {
    /// The key as text for a URL.
    #[must_use]
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.0).unwrap_or_default())
    }
}

impl<K: DeserializeOwned> Cursor<K> {
    /// The key in a text that [`Cursor::encode`] has made.
    pub fn decode(text: &str) -> Result<Self, ApiError> {
        let wrong = || {
            ApiError::new(
                Code::InvalidCursor,
                "Take next_cursor from the page before, or leave cursor out.",
            )
        };
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| wrong())
    }
}
