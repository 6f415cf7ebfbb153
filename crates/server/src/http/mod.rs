//! How requests and answers are shaped, the same for every endpoint: the layers around them (in the order of
//! [`crate::router`]) and the extractors of bodies, versions and pages.

pub(crate) mod admission;
mod body;
mod caller;
mod client_address;
pub(crate) mod compression;
pub(crate) mod cors;
pub(crate) mod deadline;
mod etag;
pub(crate) mod fallback;
mod form;
pub(crate) mod idempotency;
mod limits;
mod metrics;
pub(crate) mod observe;
mod page;
pub(crate) mod panic;
mod path;
pub mod request_id;
pub(crate) mod security_headers;
mod settings;

pub use body::{Body, Faults, Text, Validate, nullable};
pub use caller::Caller;
pub use client_address::{Network, is_local};
pub use etag::{ETag, IfMatch, content_tag, is_known, state_tag};
pub use form::Form;
pub use idempotency::Claim;
pub use limits::Limits;
pub use metrics::Metrics;
pub use page::{Cursor, Page, PageQuery};
pub use path::{Path, Query};
pub use settings::{HttpSettings, RateLimits};
