//! `completions` and `man`: what is generated from the definitions of the command line.

use crate::cli;
use crate::completion;
use crate::error::{Error, Outcome};
use crate::streams::Streams;

/// Prints the completion script of a shell.
///
/// # Errors
///
/// Output.
pub fn completions(args: &cli::Completions, streams: &Streams) -> Result<Outcome, Error> {
    streams.result(|out| completion::script(args.shell, out))?;
    Ok(Outcome::Done)
}

/// Prints a man page.
///
/// # Errors
///
/// There is no such command; output.
pub fn man(args: &cli::Man, streams: &Streams) -> Result<Outcome, Error> {
    let page = completion::man_page(args.command.as_deref())?;
    streams.result(|out| out.write_all(&page))?;
    Ok(Outcome::Done)
}
