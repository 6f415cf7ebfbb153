//! The binary as its operators meet it.

mod killed;
mod process;
mod readme;
