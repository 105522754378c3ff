//! YAML front matter into the common tree. The only home of granit-parser.
//!
//! The parser's events are read directly, without a layer that types values: `no`, `1.10` and `0x10` stay
//! the characters of the file, and all duplicate keys of a file are said at once.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{DEPTH, Entry, NODES, Node, Tree};
use crate::catalog::problem::{Fault, Place};

/// The most aliases (`*name`) that one front matter may use.
const ALIASES: usize = 100;

/// Parses the text between the fences, which starts on line 2 of its file.
///
/// # Errors
///
/// The first syntax error, or every duplicate key; also more nesting, values or aliases than the limits allow.
pub fn parse(text: &str) -> Result<Vec<Entry>, Vec<Fault>> {
    let options = granit_parser::options! {
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
        disallow_directives: true,
    };
    let mut builder = Builder::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => Err(syntax(text, &error)),
        };
        if let Err(fault) = step {
            builder.faults.push(fault);
            return Err(builder.faults);
        }
    }
    match builder.root {
        _ if !builder.faults.is_empty() => Err(builder.faults),
        None | Some(Node { value: Tree::Missing, .. }) => Ok(Vec::new()),
        Some(Node { value: Tree::Map(entries), .. }) => Ok(entries),
        Some(Node { place, .. }) => {
            Err(vec![Fault::error(place, "front matter must be keys with values: `tool: Name`")])
        }
    }
}

/// A list or map that is still open.
struct Open {
    place: Place,
    anchor: usize,
    kind: Kind,
    /// The levels of nesting below it so far.
    height: usize,
}

enum Kind {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Place)>, merged: Vec<Node> },
}

/// A value that an alias can repeat, with the number of values in it and its levels of nesting.
struct Anchor {
    id: usize,
    node: Node,
    size: usize,
    height: usize,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: Vec<Anchor>,
    root: Option<Node>,
    faults: Vec<Fault>,
    nodes: usize,
    aliases: usize,
    documents: usize,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let place = place(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Fault::error(place, "front matter holds a second YAML document: keep one"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let value = match text.as_ref() {
                    "" | "~" | "null" | "Null" | "NULL" if plain => Tree::Missing,
                    _ => Tree::Text(text.clone().into_owned()),
                };
                self.count(1, place)?;
                if self.awaits_key() {
                    return self.key(text.into_owned(), place);
                }
                self.close(Node { place, value }, anchor, 1, 0)?;
            }
            Event::SequenceStart(_, anchor, _) => self.start(Kind::List(Vec::new()), anchor, place)?,
            Event::MappingStart(_, anchor, _) => {
                let kind = Kind::Map { entries: Vec::new(), key: None, merged: Vec::new() };
                self.start(kind, anchor, place)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end()?,
            Event::Alias(id) => {
                self.aliases += 1;
                if self.aliases > ALIASES {
                    return Err(Fault::error(
                        place,
                        format!("front matter uses more than {ALIASES} aliases"),
                    ));
                }
                let Some(anchor) = self.anchors.iter().rev().find(|anchor| anchor.id == id) else {
                    return Err(Fault::error(place, "an alias stands inside of what it repeats"));
                };
                let (node, size, height) =
                    (Node { place, ..anchor.node.clone() }, anchor.size, anchor.height);
                self.count(size, place)?;
                if self.awaits_key() {
                    return match node.value {
                        Tree::Text(text) => self.key(text, place),
                        _ => Err(no_text_key(place)),
                    };
                }
                self.close(node, 0, size, height)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self, more: usize, place: Place) -> Result<(), Fault> {
        self.nodes = self.nodes.saturating_add(more);
        if self.nodes > NODES {
            return Err(Fault::error(place, format!("front matter holds more than {NODES} values")));
        }
        Ok(())
    }

    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: Kind::Map { key: None, .. }, .. }))
    }

    fn start(&mut self, kind: Kind, anchor: usize, place: Place) -> Result<(), Fault> {
        if self.awaits_key() {
            return Err(no_text_key(place));
        }
        self.count(1, place)?;
        self.open.push(Open { place, anchor, kind, height: 0 });
        self.fits(0, place)
    }

    /// Refuses what would nest deeper than [`DEPTH`], counting the levels that an alias brings along.
    fn fits(&self, height: usize, place: Place) -> Result<(), Fault> {
        if self.open.len() + height > DEPTH {
            return Err(Fault::error(place, format!("front matter nests deeper than {DEPTH} levels")));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        let Some(Open { place, anchor, kind, height }) = self.open.pop() else { return Ok(()) };
        let value = match kind {
            Kind::List(items) => Tree::List(items),
            Kind::Map { mut entries, merged, .. } => {
                merged.into_iter().for_each(|node| merge(&mut entries, node));
                Tree::Map(entries)
            }
        };
        let node = Node { place, value };
        let size = if anchor > 0 { size(&node) } else { 0 };
        self.close(node, anchor, size, height + 1)
    }

    /// Takes a key, or says that the map has it already and drops the value that follows.
    fn key(&mut self, text: String, place: Place) -> Result<(), Fault> {
        if let Some(Open { kind: Kind::Map { entries, key, .. }, .. }) = self.open.last_mut() {
            if let Some(first) = entries.iter().find(|entry| entry.key == text) {
                let line = first.place.line;
                self.faults.push(Fault::error(
                    place,
                    format!("duplicate key \"{text}\": it is on line {line} already"),
                ));
            }
            *key = Some((text, place));
        }
        Ok(())
    }

    /// Puts a complete value where it belongs.
    fn close(&mut self, node: Node, anchor: usize, size: usize, height: usize) -> Result<(), Fault> {
        self.fits(height, node.place)?;
        if anchor > 0 {
            self.anchors.push(Anchor { id: anchor, node: node.clone(), size, height });
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.height = open.height.max(height);
        match &mut open.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { entries, key, merged } => match key.take() {
                Some((key, _)) if key == "<<" => merged.push(node),
                Some((key, place)) => entries.push(Entry { key, place, node }),
                None => {}
            },
        }
        Ok(())
    }
}

/// Adds to a map what `<<: *other` brings along and the map does not say itself.
fn merge(entries: &mut Vec<Entry>, node: Node) {
    match node.value {
        Tree::Map(others) => {
            for other in others {
                if entries.iter().all(|entry| entry.key != other.key) {
                    entries.push(other);
                }
            }
        }
        Tree::List(nodes) => nodes.into_iter().for_each(|node| merge(entries, node)),
        Tree::Missing | Tree::Text(_) => {}
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.value {
        Tree::Missing | Tree::Text(_) => 0,
        Tree::List(items) => items.iter().map(size).sum(),
        Tree::Map(entries) => entries.iter().map(|entry| 1 + size(&entry.node)).sum(),
    }
}

fn no_text_key(place: Place) -> Fault {
    Fault::error(place, "a key must be text")
}

/// Markers count lines from 1 and columns from 0; the text starts on line 2 of its file.
fn place(span: Span) -> Place {
    Place { line: span.start.line() + 1, column: span.start.col() + 1 }
}

/// A syntax error in the words of someone who writes reviews, where the cause is one of the common ones.
fn syntax(text: &str, error: &ScanError) -> Fault {
    let marker = error.marker();
    let at = marker.line().saturating_sub(1);
    // The parser may notice a TAB at the end of the value before it.
    let tabbed = text.lines().enumerate().skip(at).take(2).find(|(_, line)| {
        let indent = line.len() - line.trim_start().len();
        line.get(..indent).is_some_and(|blanks| blanks.contains('\t'))
    });
    if let Some((number, _)) = tabbed {
        let place = Place { line: number + 2, column: 1 };
        return Fault::error(place, "a TAB cannot indent YAML: use spaces");
    }
    let line = text.lines().nth(at).unwrap_or_default();
    let unquoted = line.split_once(": ").is_some_and(|(_, value)| {
        value.contains(": ") && !value.trim_start().starts_with(['"', '\'', '{', '['])
    });
    let hint = if unquoted { "; put a value that holds \": \" in quotes" } else { "" };
    let place = Place { line: marker.line() + 1, column: marker.col() + 1 };
    Fault::error(place, format!("invalid YAML: {}{hint}", error.info()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<(usize, usize, String)> {
        let faults = parse(text).unwrap_err();
        faults.into_iter().map(|fault| (fault.place.line, fault.place.column, fault.message)).collect()
    }

    fn text_of(text: &str, key: &str) -> Tree {
        parse(text).unwrap().into_iter().find(|entry| entry.key == key).unwrap().node.value
    }

    #[test]
    fn values_stay_as_written() {
        for value in [
            "1.10",
            "no",
            "0x10",
            "2026-04-08",
            "007",
            "1e3",
            "12:30:45",
            "true",
            "-1",
            ".5",
            "1_000",
            "\"null\"",
        ] {
            assert_eq!(
                text_of(&format!("v: {value}\n"), "v"),
                Tree::Text(value.trim_matches('"').into()),
                "{value}"
            );
        }
        for value in ["", "~", "null"] {
            assert_eq!(text_of(&format!("v: {value}\n"), "v"), Tree::Missing, "{value}");
        }
    }

    #[test]
    fn every_duplicate_key_is_said() {
        let said = messages("a: 1\nb: {c: 1, c: 2}\n\"a\": 2\n");
        assert_eq!(
            said.iter().map(|(line, column, _)| (*line, *column)).collect::<Vec<_>>(),
            [(3, 11), (4, 1)]
        );
        assert_eq!(said[1].2, "duplicate key \"a\": it is on line 2 already");
    }

    #[test]
    fn aliases_and_merges_work_within_limits() {
        assert_eq!(text_of("a: &x words\nb: *x\n", "b"), Tree::Text("words".into()));
        let merged = parse("base: &b {license: MIT, seats: 5}\nreal:\n  <<: *b\n  seats: 9\n").unwrap();
        let Tree::Map(entries) = &merged[1].node.value else { panic!("a map") };
        assert_eq!(entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), ["seats", "license"]);
        let bomb = (1..12).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, i| {
            let many = vec![format!("*a{}", i - 1); 9].join(",");
            text + &format!("a{i}: &a{i} [{many}]\n")
        });
        assert!(messages(&bomb)[0].2.contains("more than"));
        assert!(messages("a: &a [*a]\n")[0].2.contains("alias"));
        assert!(messages("a: *missing\n")[0].2.contains("anchor"));
    }

    #[test]
    fn nesting_has_a_limit_that_aliases_do_not_evade() {
        let deep = |levels: usize| format!("a: {}{}\n", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&deep(30)).is_ok());
        assert!(parse(&deep(33)).is_err());
        assert!(parse(&deep(20_000)).is_err());
        let half = |name: &str, inner: &str| {
            format!("{name}: &{name} {}{inner}{}\n", "[".repeat(15), "]".repeat(15))
        };
        assert!(parse(&(half("a", "x") + &half("b", "*a"))).is_ok());
        assert!(parse(&(half("a", "x") + &half("b", "*a") + &half("c", "*b"))).is_err());
    }

    #[test]
    fn common_mistakes_are_named() {
        assert!(messages("panel:\n\tBuilder: ship\n")[0].2.contains("TAB"));
        let (line, _, message) = messages("tagline: fast: and cheap\n").remove(0);
        assert_eq!(line, 2);
        assert!(message.contains("quotes"), "{message}");
        assert!(messages("just words\n")[0].2.contains("keys with values"));
        assert!(messages("a: 1\n...\nb: 2\n")[0].2.contains("second"));
    }
}
