//! What tests share.
//!
//! All but the databases is behind the feature `app`.
//!
//! | you look for | it is in |
//! |---|---|
//! | a database to throw away, on either engine; [`db_test!`] | [`database`] |
//! | the whole server on such a database; `app_test!` | `app` |
//! | what its audit log says | `audit` |
//! | calling it as an admin, an engineer, nobody …, and saying what is expected | `client` |
//! | time and randomness that the test decides | `context` |

pub mod database;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod audit;
#[cfg(feature = "app")]
pub mod client;
#[cfg(feature = "app")]
pub mod context;
#[cfg(feature = "app")]
mod mail;
#[cfg(feature = "app")]
mod personas;
#[cfg(feature = "app")]
mod plan;

#[cfg(feature = "app")]
pub use crate::{
    app::TestApp,
    client::{Client, Response},
    context::{ManualClock, SeededEntropy},
};
