//! Completion scripts, live completion of tool names, and man pages, all from the definitions in `cli`.
//!
//! The only user of clap_complete and clap_mangen.

use std::env;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use crate::catalog;
use crate::cli::{Args, Shell};
use crate::error::{Error, Kind};
use crate::model::Review;
use crate::settings::Environment;
use crate::text::either;

/// The variable by which a shell asks for completions.
const ASKED: &str = "COMPLETE";

/// Answers a shell that asks for completions and ends the process; returns where none does.
pub fn answer() {
    CompleteEnv::with_factory(command).var(ASKED).bin("tiebreak").completer("tiebreak").complete();
}

/// Writes the script that makes a shell ask.
///
/// # Errors
///
/// What the writer says.
pub fn script(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    let name = match shell {
        Shell::Bash => "bash",
        Shell::Elvish => "elvish",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
        Shell::Zsh => "zsh",
    };
    let shells = Shells::builtins();
    let completer = shells.completer(name).ok_or_else(|| io::Error::other("no such shell"))?;
    let mut script = Vec::new();
    completer.write_registration(ASKED, "tiebreak", "tiebreak", "tiebreak", &mut script)?;
    out.write_all(&script)
}

/// The man page of the program, or of one of its commands.
///
/// # Errors
///
/// There is no such command.
pub fn man_page(name: Option<&str>) -> Result<Vec<u8>, Error> {
    let mut program = command();
    program.build();
    let page = match name {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            // Built as a part of the program, it knows its own display name: `tiebreak-compare`.
            Some(command) => command.clone(),
            None => {
                let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
                let error = Error::new(Kind::Usage, format!("no command is named \"{name}\""));
                return Err(error.hint(format!("there is {}", either(&names))));
            }
        },
    };
    let mut text = Vec::new();
    // Writing to a vector cannot fail.
    let _ = clap_mangen::Man::new(page).render(&mut text);
    Ok(text)
}

/// The definitions, with tools that complete from the folder of reviews.
fn command() -> Command {
    let tools = |command: Command, argument: &'static str| {
        command.mut_arg(argument, |argument| argument.add(ArgValueCompleter::new(tools)))
    };
    Args::command()
        .mut_subcommand("compare", |command| tools(command, "tools"))
        .mut_subcommand("export", |command| tools(command, "tools"))
        .mut_subcommand("show", |command| tools(command, "tool"))
}

/// The tools that begin with what was typed, by slug: shells do not quote blanks for a program.
fn tools(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let start = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let Ok(folder) = Environment::current().folder(asked().as_deref(), &start) else { return Vec::new() };
    let catalog = catalog::load(&folder).catalog;
    let tools = catalog.tools.iter().filter(|tool| tool.slug.starts_with(&typed));
    tools
        .map(|tool| {
            let title = tool
                .current()
                .map(Review::title)
                .map(|title| crate::render::safe::Safe::new(&title).to_string());
            CompletionCandidate::new(&tool.slug).help(title.map(Into::into))
        })
        .collect()
}

/// The folder that the line being completed names by `--reviews`.
fn asked() -> Option<PathBuf> {
    let mut words = env::args_os().skip_while(|word| word != "--").skip(1);
    while let Some(word) = words.next() {
        if word == "--reviews" {
            return words.next().map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--reviews=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}
