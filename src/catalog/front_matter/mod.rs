//! The head of a review file: where it starts and ends, and the tree of keys and values in it.
//!
//! Functions on text; the disk is `catalog::file`'s. What the keys mean is `fields`'.

mod fields;
pub(crate) mod toml;
mod yaml;

pub use fields::{Fields, KEYS, Opinions, read};

use super::problem::{Fault, Place};

/// The longest front matter that is read, in bytes between its fences.
pub const LIMIT: usize = 64 * 1024;
/// The deepest nesting that is read, in levels of lists and maps.
const DEPTH: usize = 32;
/// The most values that one front matter may hold, those that aliases repeat included.
const NODES: usize = 10_000;

/// The two notations of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Between lines of `---`.
    Yaml,
    /// Between lines of `+++`.
    Toml,
}

impl Notation {
    const fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

/// A file split into its front matter and its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'a> {
    /// How the front matter is written.
    pub notation: Notation,
    /// The text between the fences; it starts on line 2.
    pub matter: &'a str,
    /// The text behind the closing fence.
    pub body: &'a str,
    /// The line on which the body starts, from 1.
    pub body_line: usize,
}

/// Splits a file at its fences; `None` where it has no front matter, so is not a review.
///
/// A fence is a whole line with blanks after it at most. A byte-order mark and any line ends are fine.
///
/// # Errors
///
/// A fence that opens below the first line or indented, one that never closes, and front matter over [`LIMIT`].
pub fn split(text: &str) -> Result<Option<Split<'_>>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Lines { rest: text, at: 0 };
    let Some(first) = lines.next() else { return Ok(None) };
    let fences = [Notation::Yaml, Notation::Toml];
    let Some(notation) = fences.into_iter().find(|notation| is_fence(first.text, *notation)) else {
        let behind = |notation: &Notation| {
            let rest = first.text.strip_prefix(notation.fence())?;
            (rest.trim().is_empty()).then_some(notation.fence())
        };
        if let Some(fence) = fences.iter().find_map(behind) {
            let message = format!("only blanks may stand behind \"{fence}\": type the line again");
            return Err(Fault::error(Place::START, message));
        }
        return match first_words(text) {
            Some(fence) => Err(Fault::error(
                Place::START,
                format!("front matter must start on the first line: remove what is before the \"{fence}\""),
            )),
            None => Ok(None),
        };
    };
    let start = lines.at;
    for (body_line, line) in (3..).zip(lines) {
        if is_fence(line.text, notation) {
            let matter = text.get(start..line.start).unwrap_or_default();
            if matter.len() > LIMIT {
                let kib = LIMIT / 1024;
                return Err(Fault::error(
                    Place::START,
                    format!("front matter is larger than {kib} KiB: move text into the body"),
                ));
            }
            let body = text.get(line.end..).unwrap_or_default();
            return Ok(Some(Split { notation, matter, body, body_line }));
        }
    }
    let fence = notation.fence();
    Err(Fault::error(Place::START, format!("front matter never closes: end it with a line \"{fence}\"")))
}

/// What the `tool:` line of a front matter says that cannot be parsed, blanks and quotes around it aside.
pub fn tool_line(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Lines { rest: text, at: 0 }.find_map(|line| {
        let key = |quote: &str| line.text.strip_prefix(quote)?.strip_prefix("tool")?.strip_prefix(quote);
        let rest = key("").or_else(|| key("\"")).or_else(|| key("'"))?.trim_start();
        let value = rest.strip_prefix([':', '='])?;
        let value = value.split_once(" #").map_or(value, |(value, _comment)| value);
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (!value.is_empty()).then_some(value)
    })
}

fn is_fence(line: &str, notation: Notation) -> bool {
    line.trim_end_matches([' ', '\t']) == notation.fence()
}

/// The fence that the first non-blank line would be, if nothing stood before it.
fn first_words(text: &str) -> Option<&'static str> {
    let line = Lines { rest: text, at: 0 }
        .map(|line| line.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'))
        .find(|line| !line.is_empty())?;
    [Notation::Yaml, Notation::Toml].into_iter().map(Notation::fence).find(|fence| *fence == line)
}

struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// The lines of a text with their places: LF, CRLF and a lone CR each end one, as CommonMark has it.
struct Lines<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let (text, after) = match self.rest.find(['\n', '\r']) {
            None => (self.rest, ""),
            Some(end) => {
                let (text, after) = self.rest.split_at(end);
                let after = after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default();
                (text, after)
            }
        };
        let start = self.at;
        self.at += self.rest.len() - after.len();
        self.rest = after;
        Some(Line { text, start, end: self.at })
    }
}

/// A value of the front matter with its place; YAML and TOML give the same tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub place: Place,
    pub value: Tree,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tree {
    /// null, `~` or nothing at all.
    Missing,
    /// Any single value, as written.
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value; keys of one map differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub key: String,
    pub place: Place,
    pub node: Node,
}

/// Parses a front matter into its entries in the order of the file, or says all that keeps it from being parsed.
fn parse(split: &Split<'_>) -> Result<Vec<Entry>, Vec<Fault>> {
    match split.notation {
        Notation::Yaml => yaml::parse(split.matter),
        Notation::Toml => toml::parse(split.matter, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_of(text: &str) -> (&str, &str, usize) {
        let split = split(text).unwrap().unwrap();
        (split.matter, split.body, split.body_line)
    }

    #[test]
    fn a_fence_is_a_whole_line() {
        assert_eq!(
            split_of("---\ntitle: ends with ---\n---- \n--- \t\nbody\n"),
            ("title: ends with ---\n---- \n", "body\n", 5)
        );
        assert_eq!(split_of("+++\na = \"+++\"\n+++"), ("a = \"+++\"\n", "", 4));
    }

    #[test]
    fn a_byte_order_mark_and_all_line_ends_are_fine() {
        assert_eq!(split_of("\u{feff}---\r\na: b\r\n---\r\nbody"), ("a: b\r\n", "body", 4));
        assert_eq!(split_of("---\ra: b\r---\rbody"), ("a: b\r", "body", 4));
        assert_eq!(split_of("---\n---\n"), ("", "", 3));
    }

    #[test]
    fn a_file_without_a_fence_is_not_a_review() {
        for text in
            ["", "# Readme\n", "----\na: b\n----\n", "text\n---\na: b\n---\n", "\n\n", "{\"tool\": 1}"]
        {
            assert_eq!(split(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn a_fence_in_the_wrong_place_or_without_an_end_is_a_fault() {
        for text in [
            "\n---\na: b\n---\n",
            " ---\na: b\n---\n",
            "\u{feff}\u{feff}---\na: b\n---\n",
            "---\na: b\n",
            "---",
            "+++\na = 1\n---\n",
        ] {
            assert_eq!(split(text).unwrap_err().place, Place::START, "{text:?}");
        }
        assert!(
            split(&format!("---\na: {}\n---\n", "x".repeat(LIMIT))).unwrap_err().message.contains("64 KiB")
        );
    }

    #[test]
    fn the_tool_line_is_found_in_what_cannot_be_parsed() {
        assert_eq!(tool_line("---\ntool: \"Axolotl\"  # it swims\n\tbad"), Some("Axolotl"));
        assert_eq!(tool_line("+++\ntool = 'C# kit'\n"), Some("C# kit"));
        assert_eq!(tool_line("---\n\"tool\": Kit\n"), Some("Kit"));
        assert_eq!(tool_line("toolbox: x\n  tool: nested\ntool:\n"), None);
    }
}
