//! The report of a session in the formats people hand over.
