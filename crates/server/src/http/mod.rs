//! How requests and answers are shaped, the same for every endpoint.

mod body;
mod etag;
mod page;
pub mod request_id;

pub use body::{Body, Faults, Validate};
pub use etag::{ETag, IfMatch};
pub use page::{Cursor, Page, PageQuery};
