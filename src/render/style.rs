//! What text looks like, by meaning. The only user of owo-colors: colors are chosen here and nowhere else.
//!
//! Every style is written out; whether it reaches the user is decided for each stream in `settings`, and the
//! stream drops what it must not show. No meaning is in color alone.

use owo_colors::{OwoColorize as _, Style as Paint};

use crate::model::Verdict;

/// What a piece of text means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing special.
    #[default]
    Plain,
    /// The title of the page.
    Title,
    /// The heading of a part.
    Heading,
    /// A tool.
    Tool,
    /// The name of a row.
    Label,
    /// A reviewer.
    Reviewer,
    /// The verdict to ship.
    Ship,
    /// The verdict to skip.
    Skip,
    /// The verdict of the undecided, or one that cannot be read.
    Abstain,
    /// Where the tools differ for a reviewer.
    Split,
    /// What is missing, and all that stands back.
    Faint,
    /// Lines that hold a table together.
    Frame,
    /// Code.
    Code,
    /// A link.
    Link,
    /// A path with its place.
    Path,
    /// The word `error`.
    Error,
    /// The word `warning`.
    Warning,
    /// The word `note`.
    Note,
}

impl From<Option<Verdict>> for Meaning {
    fn from(verdict: Option<Verdict>) -> Self {
        match verdict {
            Some(Verdict::Ship) => Self::Ship,
            Some(Verdict::Skip) => Self::Skip,
            Some(Verdict::Abstain) | None => Self::Abstain,
        }
    }
}

/// A meaning, and what the author adds to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// The meaning.
    pub meaning: Meaning,
    /// Strong text.
    pub strong: bool,
    /// Emphasized text.
    pub emphasis: bool,
    /// Text struck through.
    pub strike: bool,
}

impl From<Meaning> for Style {
    fn from(meaning: Meaning) -> Self {
        Self { meaning, ..Self::default() }
    }
}

impl Style {
    /// The text with the escape sequences of its style around it; none where there is nothing to show.
    pub fn paint(self, text: &str) -> String {
        let paint = Paint::new();
        let paint = match self.meaning {
            Meaning::Plain => paint,
            Meaning::Title => paint.bold().underline(),
            Meaning::Heading => paint.bold().cyan(),
            Meaning::Tool | Meaning::Reviewer => paint.bold(),
            Meaning::Label => paint.cyan(),
            Meaning::Ship => paint.green(),
            Meaning::Skip => paint.red(),
            Meaning::Abstain => paint.yellow(),
            Meaning::Split => paint.bold().yellow(),
            Meaning::Faint | Meaning::Frame => paint.dimmed(),
            Meaning::Code => paint.cyan(),
            Meaning::Link => paint.blue().underline(),
            Meaning::Path => paint.bold(),
            Meaning::Error => paint.bold().red(),
            Meaning::Warning => paint.bold().yellow(),
            Meaning::Note => paint.bold().blue(),
        };
        let paint = if self.strong { paint.bold() } else { paint };
        let paint = if self.emphasis { paint.italic() } else { paint };
        let paint = if self.strike { paint.strikethrough() } else { paint };
        if paint.is_plain() || text.is_empty() { text.to_owned() } else { text.style(paint).to_string() }
    }
}
