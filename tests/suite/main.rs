//! Tests of the program as its users run it: a module a feature, each test a sentence. See `README.md` beside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod answer;
mod check;
mod compare;
mod docs;
mod export;
mod folder;
mod formats;
mod generated;
mod list;
mod names;
mod run;
mod shipped;
mod streams;
