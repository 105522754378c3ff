//! What can be typed: commands, options, and all help text.
//!
//! Knows no other module, so that the man page and completions can be built from it alone. What follows from
//! the arguments is decided in `settings`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ArgAction, Args as Group, Parser, Subcommand, ValueEnum};

/// Why arguments lead to no command.
#[derive(Debug)]
pub enum Stop {
    /// Help or the version was asked for: this text, with styles as escape sequences.
    Help(String),
    /// The arguments are wrong: this text, which may hold anything that was typed.
    Wrong(String),
}

/// Reads the arguments, the program's name first.
///
/// # Errors
///
/// What to show instead of running a command.
pub fn parse(arguments: &[OsString]) -> Result<Args, Stop> {
    Args::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stop::Help(error.render().ansi().to_string()),
        _ => Stop::Wrong(error.render().to_string()),
    })
}

/// When to use color, of arguments that may be wrong otherwise.
pub fn color(arguments: &[OsString]) -> ColorWhen {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    let mut when = ColorWhen::Auto;
    while let Some(argument) = arguments.next().filter(|&argument| argument != "--") {
        let value = if argument == "--color" { arguments.next() } else { argument.strip_prefix("--color=") };
        when = value.and_then(|value| ColorWhen::from_str(value, false).ok()).unwrap_or(when);
    }
    when
}

/// Compare tool reviews kept as Markdown in git: which of these should we ship with?
#[derive(Debug, Parser)]
#[command(name = "tiebreak", version, arg_required_else_help = true, infer_subcommands = false)]
#[command(after_help = "`tiebreak COMMAND --help` says more and has examples.")]
#[command(after_long_help = "\
Examples:
  tiebreak list
  tiebreak compare axolotl smolvlm2

Environment:
  TIEBREAK_REVIEWS           the folder of reviews, unless --reviews names one
  NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CLICOLOR, TERM
                             whether to color, unless --color says so
  COLUMNS                    the width, unless --width or a terminal says so

Exit codes:
  0  done
  1  `check` found errors
  2  anything else that failed: usage, an unknown name, an unreadable folder")]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Clone, Group)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The folder of reviews [default: the nearest `reviews`]
    ///
    /// Without it: TIEBREAK_REVIEWS, else the first of this folder and those above it that is named `reviews`,
    /// holds a tiebreak.toml or has a subfolder `reviews`.
    #[arg(long, global = true, value_name = "DIR")]
    pub reviews: Option<PathBuf>,
    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
    /// The width of the output in columns [default: the terminal's, else 80]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, as the environment says
    Auto,
    /// Always, also in pipes and files
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare two or more tools side by side
    #[command(after_long_help = "\
Examples:
  tiebreak compare axolotl smolvlm2
  tiebreak compare --brief --diff axolotl unsloth torchtune

A tool is named by its name, title, alias, slug or file name, without case and spaces; else by the beginning of \
one, else by any other part of one, where only one tool has it. NAME@VERSION picks an older review, NAME@DATE the \
newest that is not after a date.")]
    Compare(Compare),
    /// Write a comparison to stdout or a file, as Markdown unless otherwise asked for
    #[command(after_long_help = "\
Examples:
  tiebreak export axolotl smolvlm2 | gh pr comment --body-file -
  tiebreak export axolotl smolvlm2 -o choice.json

The file is written whole or not at all. Endings: .md and .markdown, .json, .txt.")]
    Export(Export),
    /// Show one tool in full, with its history
    #[command(after_long_help = "\
Examples:
  tiebreak show zed
  tiebreak show zed --format json")]
    Show(Show),
    /// List the tools
    #[command(visible_alias = "ls")]
    #[command(after_long_help = "\
Examples:
  tiebreak list
  tiebreak list --category speech --sort panel")]
    List(List),
    /// List the reviewers, and with whom they agree
    #[command(after_long_help = "\
Examples:
  tiebreak reviewers
  tiebreak reviewers --format markdown")]
    Reviewers(Reviewers),
    /// Show all problems of the review files
    ///
    /// Each problem is a line `path:line:column: level: message`. The exit code is 1 if there are errors.
    #[command(after_long_help = "\
Examples:
  tiebreak check
  tiebreak check --strict --reviews docs/reviews")]
    Check(Check),
    /// Print the script that makes a shell complete commands, options and tools
    #[command(after_long_help = "\
Examples:
  source <(tiebreak completions bash)
  tiebreak completions fish > ~/.config/fish/completions/tiebreak.fish")]
    Completions(Completions),
    /// Print the man page, of the program or of a command
    #[command(after_long_help = "\
Examples:
  tiebreak man | man -l -
  tiebreak man compare > tiebreak-compare.1")]
    Man(Man),
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for a terminal
    Table,
    /// GitHub-flavored Markdown
    #[value(alias = "md")]
    Markdown,
    /// JSON for scripts: everything there is
    Json,
}

/// Arguments of `compare`.
#[derive(Debug, Clone, Group)]
pub struct Compare {
    /// What to compare, and what of it to show.
    #[command(flatten)]
    pub comparison: Comparison,
    /// How to write it [default: table]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
}

/// Arguments of `export`.
#[derive(Debug, Clone, Group)]
pub struct Export {
    /// What to compare, and what of it to show.
    #[command(flatten)]
    pub comparison: Comparison,
    /// How to write it [default: as the file's ending says, else markdown]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// The file to write; `-` is stdout
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, short)]
    pub force: bool,
}

/// Arguments of `show`.
#[derive(Debug, Clone, Group)]
pub struct Show {
    /// The tool
    #[arg(value_name = "TOOL")]
    pub tool: String,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
    /// The date that counts as today for ages, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, Clone, Group)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// The shells that can complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
    /// Zsh
    Zsh,
}

/// Arguments of `man`.
#[derive(Debug, Clone, Group)]
pub struct Man {
    /// The command; without it, the program
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// What to compare, and what of it to show.
#[derive(Debug, Clone, Group)]
pub struct Comparison {
    /// The tools, two or more
    #[arg(value_name = "TOOL", required = true, num_args = 2..)]
    pub tools: Vec<String>,
    /// Leave out quotes and descriptions
    #[arg(long)]
    pub brief: bool,
    /// Leave out rows that are the same for all tools
    #[arg(long)]
    pub diff: bool,
    /// Show only this reviewer (repeatable); all still count
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub reviewer: Vec<String>,
    /// The weight of a signal in the answer, 0 to 1000 [default: 1]
    ///
    /// Signals are panel, community, entry, and each criterion of tiebreak.toml by its key.
    #[arg(long, value_name = "SIGNAL=N", action = ArgAction::Append)]
    pub weigh: Vec<String>,
    /// The weight of a reviewer inside of the panel, 0 to 1000 [default: 1]
    #[arg(long, value_name = "NAME=N", action = ArgAction::Append)]
    pub weigh_reviewer: Vec<String>,
    /// The date that counts as today for ages, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// Arguments of `list`.
#[derive(Debug, Clone, Group)]
pub struct List {
    /// Only tools of this category (repeatable: any of them)
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub category: Vec<String>,
    /// Only tools with this tag (repeatable: all of them)
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub tag: Vec<String>,
    /// Sort by tool, version, category, panel, community, entry or reviewed; `-KEY` reverses
    ///
    /// Best, cheapest or newest first, text from A to Z; what is missing comes last either way.
    #[arg(long, value_name = "KEY", default_value = "tool", allow_hyphen_values = true)]
    pub sort: String,
    /// List every review, not only the current one of each tool
    #[arg(long)]
    pub all: bool,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// Arguments of `reviewers`.
#[derive(Debug, Clone, Group)]
pub struct Reviewers {
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// Arguments of `check`.
#[derive(Debug, Clone, Group)]
pub struct Check {
    /// Let warnings fail the check as well
    #[arg(long)]
    pub strict: bool,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definitions_hold_together() {
        <super::Args as clap::CommandFactory>::command().debug_assert();
    }
}
