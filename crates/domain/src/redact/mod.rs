//! Masking secrets before anything leaves.
