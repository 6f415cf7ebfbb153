//! The server as its clients see it, on both engines: a module per slice.

mod committed;
