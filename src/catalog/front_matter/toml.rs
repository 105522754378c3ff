//! TOML front matter into the common tree. The only home of the toml crate.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEPTH, Entry, NODES, Node, Tree};
use crate::catalog::problem::{Fault, Place, Places};

/// Parses a text that starts on line `first` of its file.
///
/// # Errors
///
/// Every syntax error and duplicate key; also more nesting or values than the limits allow.
pub fn parse(text: &str, first: usize) -> Result<Vec<Entry>, Vec<Fault>> {
    let reader = Reader { text, places: Places::new(text, first) };
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults: Vec<Fault> = errors
        .iter()
        .map(|error| {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            Fault::error(reader.place(&error.span().unwrap_or(0..0)), format!("invalid TOML: {message}"))
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut left = NODES;
    reader.entries(table.into_inner(), 1, &mut left).map_err(|fault| vec![fault])
}

struct Reader<'a> {
    text: &'a str,
    places: Places<'a>,
}

impl Reader<'_> {
    /// The entries of a table in the order of the file, which the parser's tables do not keep.
    fn entries(&self, table: DeTable<'_>, depth: usize, left: &mut usize) -> Result<Vec<Entry>, Fault> {
        let mut keyed: Vec<_> = table.into_iter().collect();
        keyed.sort_by_key(|(key, _)| key.span().start);
        keyed
            .into_iter()
            .map(|(key, value)| {
                let place = self.place(&key.span());
                let node = self.node(value, depth, left)?;
                Ok(Entry { key: key.into_inner().into_owned(), place, node })
            })
            .collect()
    }

    fn node(&self, value: Spanned<DeValue<'_>>, depth: usize, left: &mut usize) -> Result<Node, Fault> {
        let span = value.span();
        let place = self.place(&span);
        if depth > DEPTH {
            return Err(Fault::error(place, format!("front matter nests deeper than {DEPTH} levels")));
        }
        *left = left
            .checked_sub(1)
            .ok_or_else(|| Fault::error(place, format!("front matter holds more than {NODES} values")))?;
        let value = match value.into_inner() {
            DeValue::String(text) => Tree::Text(text.into_owned()),
            DeValue::Array(items) => Tree::List(
                items.into_iter().map(|item| self.node(item, depth + 1, left)).collect::<Result<_, _>>()?,
            ),
            DeValue::Table(table) => Tree::Map(self.entries(table, depth + 1, left)?),
            // Numbers, dates and switches: the characters of the file, so that 1.10 stays 1.10.
            _ => Tree::Text(self.text.get(span).unwrap_or_default().to_owned()),
        };
        Ok(Node { place, value })
    }

    fn place(&self, span: &Range<usize>) -> Place {
        self.places.at(span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_written_and_in_order() {
        let entries = parse(
            "z = 1.10\na = 0x10\nd = 2026-04-08\nb = true\n[panel]\nZed = \"ship\"\nAda = \"skip\"\n",
            2,
        )
        .unwrap();
        let keys: Vec<_> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["z", "a", "d", "b", "panel"]);
        let texts: Vec<_> = entries.iter().map(|entry| entry.node.value.clone()).collect();
        assert_eq!(texts[..3], ["1.10", "0x10", "2026-04-08"].map(|text| Tree::Text(text.into())));
        let Tree::Map(panel) = &texts[4] else { panic!("a table") };
        assert_eq!((panel[0].key.as_str(), panel[1].key.as_str()), ("Zed", "Ada"));
        assert_eq!(panel[0].place, Place { line: 7, column: 1 });
    }

    #[test]
    fn every_syntax_error_is_said_with_its_line() {
        let faults = parse("a = \nb = 1\nb = 2\n", 2).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.place.line).collect::<Vec<_>>(), [2, 4]);
        assert!(faults.iter().all(|fault| !fault.message.contains('\n')));
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = |levels: usize| format!("a = {}{}\n", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&deep(30), 2).is_ok());
        assert!(parse(&deep(40), 2).is_err());
        assert!(parse(&deep(20_000), 2).is_err());
    }
}
