//! The server as its clients see it, on both engines: a module per slice. `cfg(test)` tells the lints that these are tests.

mod account;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod authorization;
mod committed;
#[cfg(test)]
mod extremes;
#[cfg(test)]
mod http;
mod identity;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod platform;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod tenant_data;
#[cfg(test)]
mod trees;
