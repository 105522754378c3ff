//! tiebreak reads a folder of Markdown review files with front matter and answers "which of these tools should
//! we ship with?": comparison tables and reviewers' quotes for any tools by name.
//!
//! Data goes one way. [`cli`] is what was typed, [`settings`] what was decided from it, and [`config`] what the
//! folder decides; [`catalog`] turns the folder into the values of [`model`], and what is wrong in it into
//! problems; [`resolve`] finds the reviews that were named. [`comparison`] puts them side by side, as values,
//! [`mod@answer`] says which one and why, [`profile`] and [`panel`] are one tool and the reviewers in full.
//! [`render`] turns values into text, a file for each format; [`streams`] writes it to the terminal, [`output`]
//! to a file. [`commands`] has the order of these steps for each command, and [`error`] what can end them.

pub mod answer;
pub mod catalog;
pub mod cli;
pub mod commands;
pub mod comparison;
pub mod completion;
pub mod config;
pub mod date;
pub mod error;
pub mod model;
pub mod output;
pub mod panel;
pub mod profile;
pub mod prose;
pub mod quantity;
pub mod render;
pub mod resolve;
pub mod settings;
pub mod statistics;
pub mod streams;
pub mod text;
pub mod unicode;
pub mod weight;

use std::path::Path;

use cli::{Args, Command};
use error::{Error, Outcome};
use settings::Environment;
use streams::Streams;

/// Runs a command.
///
/// # Errors
///
/// Whatever keeps the command from its result. Problems in review files do not: they are said on stderr.
pub fn run(
    args: &Args,
    environment: &Environment,
    start: &Path,
    streams: &Streams,
) -> Result<Outcome, Error> {
    let width = environment.width(args.global.width);
    // Asked for only by commands that read reviews, so that the others work anywhere.
    let folder = || environment.folder(args.global.reviews.as_deref(), start);
    match &args.command {
        Command::Compare(args) => commands::compare::compare(args, &folder()?, width, streams),
        Command::Export(args) => commands::compare::export(args, &folder()?, width, streams),
        Command::Show(args) => commands::show::run(args, &folder()?, width, streams),
        Command::List(args) => commands::list::run(args, &folder()?, width, streams),
        Command::Completions(args) => commands::generate::completions(args, streams),
        Command::Man(args) => commands::generate::man(args, streams),
        Command::Reviewers(args) => commands::reviewers::run(args, &folder()?, width, streams),
        Command::Check(args) => commands::check::run(args, &folder()?, streams),
    }
}
