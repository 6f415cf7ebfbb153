//! What tests share.
//!
//! | you look for | it is in |
//! |---|---|
//! | a database to throw away, on either engine; [`db_test!`] | [`database`] |

pub mod database;
