//! The domain from outside: properties that hold for any input, and the flows that ship with the product.

mod arbitrary;
mod default_flows;
mod export;
mod flow_export;
mod flow_pages;
mod import;
mod merge;
mod purity;
mod redact;
mod robustness;
mod run;
mod shapes;
mod thinning;
mod validation_model;
