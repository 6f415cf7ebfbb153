//! What this crate promises, tried on both engines.

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod notes;
#[cfg(test)]
mod postgres_only;
#[cfg(test)]
mod postgres_tls;
#[cfg(test)]
mod sqlite_only;
#[cfg(test)]
mod tenancy;
#[cfg(test)]
mod transactions;
#[cfg(test)]
mod values;
