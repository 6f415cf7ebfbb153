//! How requests and answers are shaped, the same for every endpoint.

mod body;
mod caller;
mod etag;
mod form;
mod page;
pub mod request_id;

pub use body::{Body, Faults, Validate};
pub use caller::{Caller, ClientIp};
pub use etag::{ETag, IfMatch};
pub use form::Form;
pub use page::{Cursor, Page, PageQuery};
