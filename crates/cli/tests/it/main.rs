//! The binary as its operators meet it.

mod caller;
mod doctor;
mod killed;
mod operating;
mod process;
mod readme;
mod two_servers;
