//! tiebreak reads a folder of Markdown review files with front matter and answers "which of these tools should
//! we ship with?": comparison tables and reviewers' quotes for any tools by name.

pub mod catalog;
pub mod comparison;
pub mod date;
pub mod error;
pub mod model;
pub mod prose;
pub mod render;
pub mod resolve;
pub mod statistics;
pub mod unicode;
