//! How much one session may hold. Lengths are in characters.

/// The most events of a session. Completing is still possible when they are used up.
pub const MAX_EVENTS: u32 = 10_000;
/// The most seconds that one event may claim to have taken: a day.
pub const MAX_SECONDS: u32 = 86_400;
/// The longest note, outcome note or next steps.
pub const MAX_NOTE: usize = 10_000;
/// The longest value of a variable.
pub const MAX_VALUE: usize = 4_000;
/// The longest name of a variable.
pub const MAX_NAME: usize = 64;
/// The most variables of a session.
pub const MAX_VARIABLES: usize = 500;
/// The longest title of a custom step.
pub const MAX_CUSTOM_TITLE: usize = 200;
/// The longest instructions of a custom step.
pub const MAX_CUSTOM_CONTENT: usize = 10_000;
/// The most bytes of a custom step's content with its commands and whatever else it holds.
pub const MAX_CUSTOM_BYTES: usize = 64 * 1024;
/// The most bytes that notes and custom steps of one session have together: a session is read and written whole.
pub const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// Titles are kept in the path up to this length.
pub(super) const PATH_TITLE: usize = 200;
