//! What every request goes through, whatever it asks for.

mod compression;
mod cors;
mod headers;
mod idempotency;
mod limits;
mod observed;
mod pages;
mod probes;
mod raw;
mod refusals;
mod shutdown;
