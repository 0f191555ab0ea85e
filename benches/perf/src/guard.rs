//! Limits of what may be counted: `limits.tsv`.
