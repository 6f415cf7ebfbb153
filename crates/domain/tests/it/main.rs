//! The domain from outside: properties that hold for any input.

mod arbitrary;
mod robustness;
mod shapes;
mod validation_model;
