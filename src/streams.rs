//! stdout and stderr: the only place that writes to them. The only user of anstream.
//!
//! Results go to stdout, everything else to stderr. Styles reach a stream only where color was decided for it.

use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};

use crate::error::{Error, Kind};
use crate::render::layout::Line;
use crate::render::safe::Safe;
use crate::render::style::Meaning;
use crate::render::write_lines;

/// Both streams, each with or without color.
#[derive(Debug, Clone, Copy)]
pub struct Streams {
    /// Whether stdout gets color.
    pub stdout_color: bool,
    /// Whether stderr gets color.
    pub stderr_color: bool,
}

impl Streams {
    /// Writes a result to stdout, all of it or an error.
    ///
    /// # Errors
    ///
    /// stdout is closed, or cannot take it.
    pub fn result(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        let stdout = AutoStream::new(io::stdout().lock(), choice(self.stdout_color));
        let mut out = BufWriter::new(stdout);
        // Flushed here, where a full disk can still be said; a dropped writer would hide it.
        write(&mut out).and_then(|()| out.flush()).map_err(|error| Error::output(&error))
    }

    /// Writes a line to stderr. That nobody can read it is no reason to fail.
    pub fn say(&self, line: &Line) {
        let mut stderr = AutoStream::new(io::stderr().lock(), choice(self.stderr_color));
        let _ = write_lines(std::slice::from_ref(line), &mut stderr);
    }

    /// Says something that the user should know, but need not act on.
    pub fn note(&self, text: &str) {
        self.say(&Line::new("note", Meaning::Note).and(&format!(": {text}"), Meaning::Plain));
    }

    /// Says why the run failed, and what to try.
    pub fn error(&self, error: &Error) {
        if error.kind == Kind::ClosedPipe {
            return;
        }
        self.say(&Line::new("error", Meaning::Error).and(&format!(": {}", error.message), Meaning::Plain));
        for hint in &error.hints {
            self.say(&Line::plain("  ").and(hint, Meaning::Plain));
        }
    }

    /// Says what is wrong with the command line, in the words of its parser.
    pub fn usage(&self, text: &str) {
        for line in Safe::lines(text.trim_end()) {
            let text = line.as_str();
            match text.strip_prefix("error:") {
                Some(rest) => {
                    self.say(&Line::new("error", Meaning::Error).and(&format!(":{rest}"), Meaning::Plain))
                }
                None => self.say(&Line::plain(text)),
            }
        }
    }
}

/// A result without its styles: for a file, where there is nobody to see them.
pub fn without_styles(text: &[u8]) -> Vec<u8> {
    anstream::adapter::strip_bytes(text).into_vec()
}

const fn choice(color: bool) -> ColorChoice {
    if color { ColorChoice::Always } else { ColorChoice::Never }
}
