//! What can end a run without its result: kinds of failure, what to try, and the exit code of each kind.
//!
//! Problems in files are no errors: they are `catalog::problem`'s. Printing is `streams`'.

use std::io;
use std::process::ExitCode;

/// Why a run failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The command line asks for something that does not exist or does not go together.
    Usage,
    /// A name that no tool has, or several have.
    Name,
    /// The folder of reviews cannot be found or read.
    Folder,
    /// The folder's configuration is wrong.
    Config,
    /// The result could not be written.
    Output,
    /// Whoever reads the result has had enough of it: a quiet end.
    ClosedPipe,
}

impl Kind {
    /// The exit code: the one table of them.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Usage | Self::Name | Self::Folder | Self::Config | Self::Output => 2,
        }
    }
}

/// How a run ended that has its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is done.
    Done,
    /// `check` found errors.
    Findings,
    /// The arguments are wrong, and it has been said how.
    Misused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Misused => Self::from(Kind::Usage.exit_code()),
        }
    }
}

/// A failure: what went wrong, and what to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Why.
    pub kind: Kind,
    /// What went wrong, in one line.
    pub message: String,
    /// What to try, or what to choose from, a line each.
    pub hints: Vec<String>,
}

impl Error {
    /// A failure without a hint.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new() }
    }

    /// The failure with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// A failure to write the result.
    pub fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(Kind::ClosedPipe, ""),
            _ => Self::new(Kind::Output, format!("cannot write the result: {}", reason(error))),
        }
    }
}

/// What the system says is wrong, without the number behind it.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.clone(), |(reason, _)| reason.to_owned())
}
