//! `tiebreak.toml` in the reviews folder: what a team decides once. Checked values, and errors with their places.
//!
//! What is typed on a command line is `settings`'; what the rules do is `answer`'s.

use std::collections::HashMap;

use crate::answer::{Criterion, Rules};
use crate::catalog::front_matter::toml;
use crate::catalog::front_matter::{Entry, KEYS, Node, Tree};
use crate::catalog::problem::{Fault, Place};
use crate::catalog::{Folder, file};
use crate::error::{Error, Kind};
use crate::model::{fold, reviewer_key};
use crate::resolve::near;
use crate::text::either;
use crate::weight::Weight;

/// The name of the file.
pub const FILE: &str = "tiebreak.toml";

/// What a team decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// How the answer is made.
    pub rules: Rules,
    /// Facts that are left out of every output but JSON; dots go into maps.
    pub hide: Vec<String>,
    /// What each reviewer is about, by [`reviewer_key`].
    pub about: HashMap<String, String>,
    /// The reviewers that the file weighs, as it spells them, each with its place.
    pub weighed: Vec<(String, Place)>,
}

/// Reads the configuration of a folder; without a file, everything is as it is by default.
///
/// # Errors
///
/// The file cannot be read, or anything in it is unknown or wrong: all of it is said at once.
pub fn load(folder: &Folder) -> Result<Config, Error> {
    let path = folder.path.join(FILE);
    if path.symlink_metadata().is_err() {
        return Ok(Config::default());
    }
    let faults = match file::read(&path) {
        Ok(text) => match parse(&text) {
            Ok(config) => return Ok(config),
            Err(faults) => faults,
        },
        Err(unreadable) => vec![unreadable.fault],
    };
    let name = shown(folder);
    let lines = faults.iter().map(|Fault { place: Place { line, column }, message, .. }| {
        format!("{name}:{line}:{column}: {message}")
    });
    Err(lines.fold(Error::new(Kind::Config, format!("{name} is wrong")), Error::hint))
}

/// The file as the user would name it.
pub fn shown(folder: &Folder) -> String {
    match folder.shown.trim_end_matches('/') {
        "" => FILE.to_owned(),
        folder => format!("{folder}/{FILE}"),
    }
}

/// Reads a configuration.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn parse(text: &str) -> Result<Config, Vec<Fault>> {
    let mut reader = Reader { faults: Vec::new() };
    let config = reader.config(toml::parse(text, 1)?);
    reader.faults.sort_by_key(|fault| fault.place);
    if reader.faults.is_empty() { Ok(config) } else { Err(reader.faults) }
}

/// Keys that a later version will know.
const LATER: [&str; 4] = ["default-reviewer", "ignore", "keys", "verdicts"];
/// The signals that are always there.
const SIGNALS: [&str; 3] = ["panel", "community", "entry"];

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, place: Place, message: impl Into<String>) {
        self.faults.push(Fault::error(place, message));
    }

    fn unknown(&mut self, entry: &Entry, known: &[&str]) {
        let hint = match near(&entry.key, known.iter().copied()).as_slice() {
            [] => format!("there is {}", either(known)),
            near => format!("did you mean {}?", either(near)),
        };
        self.fault(entry.place, format!("unknown key \"{}\": {hint}", entry.key));
    }

    fn config(&mut self, entries: Vec<Entry>) -> Config {
        let mut config = Config::default();
        for entry in entries {
            match entry.key.as_str() {
                "stale-after" => {
                    if let Some(days) = self.days(&entry.node) {
                        config.rules.stale_after = days;
                    }
                }
                "hide" => config.hide = self.texts(&entry.key, entry.node),
                "pricing" => {
                    for entry in self.table(&entry.key, entry.node) {
                        match entry.key.as_str() {
                            "order" => {
                                let place = entry.node.place;
                                config.rules.price_order = self.texts(&entry.key, entry.node);
                                if config.rules.price_order.is_empty() {
                                    self.fault(place, "\"order\" needs a word at least");
                                }
                            }
                            _ => self.unknown(&entry, &["order"]),
                        }
                    }
                }
                "criteria" => {
                    for entry in self.table(&entry.key, entry.node) {
                        self.criterion(entry, &mut config.rules);
                    }
                }
                "reviewers" => {
                    for entry in self.table(&entry.key, entry.node) {
                        self.reviewer(entry, &mut config);
                    }
                }
                key if LATER.contains(&key) => {
                    self.fault(
                        entry.place,
                        format!("\"{key}\" is not supported by this version: leave it out"),
                    );
                }
                _ => self.unknown(&entry, &["stale-after", "hide", "pricing", "criteria", "reviewers"]),
            }
        }
        config
    }

    fn criterion(&mut self, Entry { key, place, node }: Entry, rules: &mut Rules) {
        let name = fold(&key);
        let first = name.split('.').next().unwrap_or_default();
        let of_price = first == "pricing" && name != first;
        if SIGNALS.contains(&first)
            || (KEYS.contains(&first) && !of_price)
            || ["ship", "tag"].contains(&first)
        {
            self.fault(
                place,
                format!("a criterion cannot be named \"{key}\": that is a signal or a key of its own"),
            );
            return;
        }
        let mut criterion = Criterion { key: key.clone(), label: None, higher: true, unit: None };
        let mut better = false;
        for entry in self.table(&key, node) {
            match entry.key.as_str() {
                "better" => {
                    better = true;
                    let at = entry.node.place;
                    match self.text(&entry.key, entry.node).as_deref() {
                        Some("higher") => criterion.higher = true,
                        Some("lower") => criterion.higher = false,
                        Some(other) => {
                            self.fault(at, format!("\"{other}\" is neither \"higher\" nor \"lower\""))
                        }
                        None => {}
                    }
                }
                "weight" => {
                    if let Some(weight) = self.weight(entry.node) {
                        rules.weights.insert(key.clone(), weight);
                    }
                }
                "label" => criterion.label = self.text(&entry.key, entry.node),
                "unit" => criterion.unit = self.text(&entry.key, entry.node),
                _ => self.unknown(&entry, &["better", "weight", "label", "unit"]),
            }
        }
        if !better {
            self.fault(
                place,
                format!("\"{key}\" does not say what is better: add better = \"higher\" or \"lower\""),
            );
        }
        rules.criteria.push(criterion);
    }

    fn reviewer(&mut self, Entry { key, place, node }: Entry, config: &mut Config) {
        for entry in self.table(&key, node) {
            match entry.key.as_str() {
                "weight" => {
                    if let Some(weight) = self.weight(entry.node)
                        && config.rules.reviewers.insert(reviewer_key(&key), weight).is_some()
                    {
                        self.fault(place, format!("\"{key}\" is weighed twice"));
                    }
                    config.weighed.push((key.clone(), place));
                }
                "about" => {
                    let about = self.text(&entry.key, entry.node);
                    config.about.extend(about.map(|about| (reviewer_key(&key), about)));
                }
                _ => self.unknown(&entry, &["weight", "about"]),
            }
        }
    }

    fn table(&mut self, key: &str, node: Node) -> Vec<Entry> {
        match node.value {
            Tree::Map(entries) => entries,
            _ => {
                self.fault(node.place, format!("\"{key}\" must be a table"));
                Vec::new()
            }
        }
    }

    fn text(&mut self, key: &str, node: Node) -> Option<String> {
        match node.value {
            Tree::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                self.fault(node.place, format!("\"{key}\" must be text"));
                None
            }
        }
    }

    fn texts(&mut self, key: &str, node: Node) -> Vec<String> {
        match node.value {
            Tree::List(items) => items.into_iter().filter_map(|item| self.text(key, item)).collect(),
            _ => {
                self.fault(node.place, format!("\"{key}\" must be a list of texts"));
                Vec::new()
            }
        }
    }

    fn weight(&mut self, node: Node) -> Option<Weight> {
        let place = node.place;
        let text = self.text("weight", node)?;
        let weight = Weight::parse(&text);
        if weight.is_none() {
            self.fault(place, format!("\"{text}\" is not a weight: a number from 0 to 1000 with at most three digits after the point"));
        }
        weight
    }

    /// Days, as `180d`, or weeks, as `26w`.
    fn days(&mut self, node: &Node) -> Option<u32> {
        let text = match &node.value {
            Tree::Text(text) => text.trim(),
            _ => "",
        };
        let days = text.strip_suffix('d').and_then(|days| days.parse::<u32>().ok());
        let weeks = || text.strip_suffix('w').and_then(|weeks| weeks.parse::<u32>().ok()?.checked_mul(7));
        let days = days.or_else(weeks);
        if days.is_none() {
            self.fault(
                node.place,
                format!("\"{text}\" is not a time: write it in days, as \"180d\", or weeks, as \"26w\""),
            );
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_read() {
        let config = parse(
            "stale-after = '90d'\nhide = ['layout', 'a.b']\n[pricing]\norder = ['Gratis', 'Paid']\n[criteria.context-window]\nbetter = 'higher'\nweight = 0.5\nlabel = 'Context'\nunit = 'tokens'\n[criteria.'pricing.from']\nbetter = 'lower'\n[reviewers.'The Founder']\nweight = 2\nabout = 'Money'\n",
        )
        .unwrap();
        assert_eq!((config.rules.stale_after, config.hide), (90, vec!["layout".to_owned(), "a.b".into()]));
        assert_eq!(config.rules.price_order, ["Gratis", "Paid"]);
        assert_eq!(config.rules.signals(), ["panel", "community", "entry", "context-window", "pricing.from"]);
        assert_eq!(config.rules.weight("context-window").to_string(), "0.5");
        assert!(!config.rules.criteria[1].higher);
        assert_eq!(config.rules.reviewers["founder"].to_string(), "2");
        assert_eq!(config.about["founder"], "Money");
        assert_eq!(parse("").unwrap(), Config::default());
        assert_eq!(parse("stale-after = '4w'").unwrap().rules.stale_after, 28);
    }

    #[test]
    fn everything_wrong_is_said_with_its_place_and_what_is_near() {
        let said = |text: &str| -> Vec<String> {
            let faults = parse(text).unwrap_err();
            faults
                .iter()
                .map(|fault| format!("{}:{}: {}", fault.place.line, fault.place.column, fault.message))
                .collect()
        };
        assert_eq!(
            said(
                "stale-aftr = 1\nhide = 'x'\n[criteria.panel]\nbetter = 'higher'\n[criteria.size]\nbetter = 'more'\nwieght = 1\n[reviewers.Ann]\nweight = -1\n"
            ),
            [
                "1:1: unknown key \"stale-aftr\": did you mean stale-after?",
                "2:8: \"hide\" must be a list of texts",
                "3:11: a criterion cannot be named \"panel\": that is a signal or a key of its own",
                "6:10: \"more\" is neither \"higher\" nor \"lower\"",
                "7:1: unknown key \"wieght\": did you mean weight?",
                "9:10: \"-1\" is not a weight: a number from 0 to 1000 with at most three digits after the point",
            ]
        );
        assert_eq!(said("[criteria.size]\n").len(), 1);
        assert!(said("stale-after = 'soon'")[0].contains("180d"));
        assert!(said("[keys]\ntool = 'title'\n")[0].contains("not supported"));
        assert!(said("a = \n")[0].starts_with("1:"));
    }
}
