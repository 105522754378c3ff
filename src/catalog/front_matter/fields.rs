//! What the keys of a front matter mean: each known one is read and checked here, the rest are facts.
//!
//! A value that is wrong costs only itself. Which review a file belongs to is `catalog::history`'s.

use super::{Entry, Node, Split, Tree, parse};
use crate::catalog::problem::{Fault, Place};
use crate::date::{self, Date};
use crate::model::{Pricing, Value, Verdict, Votes, reviewer_key};

/// The keys with a meaning of their own; all others are facts.
pub const KEYS: [&str; 13] = [
    "tool",
    "version",
    "category",
    "tagline",
    "pricing",
    "panel",
    "community",
    "url",
    "reviewed",
    "tags",
    "aliases",
    "reviewer",
    "verdict",
];

/// The checked values of one front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// The tool's name, never empty.
    pub tool: String,
    /// `version`.
    pub version: Option<String>,
    /// `category`.
    pub category: Option<String>,
    /// `tagline`.
    pub tagline: Option<String>,
    /// `pricing`.
    pub pricing: Option<Pricing>,
    /// `community`.
    pub community: Option<Votes>,
    /// `url`.
    pub url: Option<String>,
    /// `reviewed`.
    pub reviewed: Option<Date>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `aliases`.
    pub aliases: Vec<String>,
    /// All keys that are none of the others.
    pub facts: Vec<(String, Value)>,
    /// Who says what in this file.
    pub opinions: Opinions,
    /// Where each key of the file stands.
    pub places: Vec<(String, Place)>,
}

impl Fields {
    /// Where a key stands; the start of the file where it does not.
    pub fn place(&self, key: &str) -> Place {
        self.places.iter().find(|(name, _)| name == key).map_or(Place::START, |(_, place)| *place)
    }
}

/// Who says what in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Opinions {
    /// Nobody says anything.
    #[default]
    None,
    /// `panel`: reviewers with their verdicts (`None`: missing or unknown), in the file's order.
    Panel(Vec<(String, Option<Verdict>, Place)>),
    /// `reviewer` and `verdict`: one reviewer's own file, whose body is the quote.
    Own(String, Option<Verdict>),
    /// `verdict` alone: a review with one opinion.
    Alone(Option<Verdict>),
}

/// Reads a front matter, with the faults of values that were left out.
///
/// # Errors
///
/// All that keeps it from being parsed, or that it names no tool.
pub fn read(split: &Split<'_>) -> Result<(Fields, Vec<Fault>), Vec<Fault>> {
    let entries = parse(split)?;
    let places = entries.iter().map(|entry| (entry.key.clone(), entry.place)).collect();
    let mut reader = Reader { entries, faults: Vec::new() };

    let tool_place = reader.place("tool");
    let Some(tool) = reader.text("tool") else {
        let mut faults = reader.faults;
        if faults.is_empty() {
            faults.push(Fault::error(tool_place, "no tool is named: add a line \"tool: Name\""));
        }
        return Err(faults);
    };
    let fields = Fields {
        tool,
        version: reader.text("version"),
        category: reader.text("category"),
        tagline: reader.text("tagline"),
        pricing: reader.pricing(),
        community: reader.community(),
        url: reader.url(),
        reviewed: reader.date("reviewed"),
        tags: reader.list("tags"),
        aliases: reader.list("aliases"),
        opinions: reader.opinions(),
        facts: reader.facts(),
        places,
    };
    reader.faults.sort_by_key(|fault| fault.place);
    Ok((fields, reader.faults))
}

/// Takes the known keys out of the entries, one by one, and notes what is wrong with them.
struct Reader {
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, place: Place, message: impl Into<String>) {
        self.faults.push(Fault::error(place, message));
    }

    fn place(&self, key: &str) -> Place {
        self.entries.iter().find(|entry| entry.key == key).map_or(Place::START, |entry| entry.place)
    }

    /// Takes a key out; a missing value counts as a missing key.
    fn take(&mut self, key: &str) -> Option<Node> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        let node = self.entries.remove(index).node;
        (node.value != Tree::Missing).then_some(node)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let node = self.take(key)?;
        self.text_of(key, &node)
    }

    /// The text of a value; a list is joined by ", ". Empty text is missing.
    fn text_of(&mut self, key: &str, node: &Node) -> Option<String> {
        let text = match &node.value {
            Tree::Missing => return None,
            Tree::Text(text) => text.trim().to_owned(),
            Tree::List(_) => self.list_of(key, node).join(", "),
            Tree::Map(_) => {
                self.fault(node.place, format!("\"{key}\" must be text, not a map"));
                return None;
            }
        };
        (!text.is_empty()).then_some(text)
    }

    fn list(&mut self, key: &str) -> Vec<String> {
        self.take(key).map(|node| self.list_of(key, &node)).unwrap_or_default()
    }

    /// The texts of a list; a single text is a list of one.
    fn list_of(&mut self, key: &str, node: &Node) -> Vec<String> {
        let items = match &node.value {
            Tree::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Tree::Text(text) if !text.trim().is_empty() => texts.push(text.trim().to_owned()),
                Tree::Text(_) | Tree::Missing => {}
                Tree::List(_) | Tree::Map(_) => {
                    self.fault(item.place, format!("\"{key}\" must be text or a list of texts"))
                }
            }
        }
        texts
    }

    fn date(&mut self, key: &str) -> Option<Date> {
        let node = self.take(key)?;
        let text = self.text_of(key, &node)?;
        let date = date::parse(&text);
        if date.is_none() {
            self.fault(node.place, format!("\"{text}\" is not a date: write it as YYYY-MM-DD"));
        }
        date
    }

    fn url(&mut self) -> Option<String> {
        let node = self.take("url")?;
        let url = self.text_of("url", &node)?;
        let folded = url.to_lowercase();
        let web = folded.starts_with("https://") || folded.starts_with("http://");
        if !web || url.contains(char::is_whitespace) {
            let message = format!("\"{url}\" is not a web address: write it with https://");
            self.faults.push(Fault::warning(node.place, message));
        }
        Some(url)
    }

    fn pricing(&mut self) -> Option<Pricing> {
        let node = self.take("pricing")?;
        let Tree::Map(entries) = node.value else {
            let entry = self.text_of("pricing", &node);
            return entry.map(|entry| Pricing { entry: Some(entry), ..Pricing::default() });
        };
        let mut pricing = Pricing::default();
        for Entry { key, node, .. } in entries {
            match key.as_str() {
                "entry" => pricing.entry = self.text_of("pricing.entry", &node),
                "from" => pricing.from = self.text_of("pricing.from", &node),
                _ => pricing.details.extend(value(node).map(|value| (key, value))),
            }
        }
        (pricing != Pricing::default()).then_some(pricing)
    }

    fn community(&mut self) -> Option<Votes> {
        let node = self.take("community")?;
        let Tree::Map(entries) = node.value else {
            self.fault(node.place, "\"community\" must be counts of votes: {ship: 12, skip: 3}");
            return None;
        };
        let mut votes = Votes::default();
        for Entry { key, place, node } in entries {
            let count = match key.as_str() {
                "ship" => &mut votes.ship,
                "skip" => &mut votes.skip,
                _ => {
                    self.fault(place, format!("\"{key}\" is not a vote: the community ships or skips"));
                    continue;
                }
            };
            let text = match node.value {
                Tree::Missing => continue,
                Tree::Text(text) => text,
                Tree::List(_) | Tree::Map(_) => "this".to_owned(),
            };
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            match text.parse() {
                Ok(number) if digits => *count = number,
                _ => self
                    .fault(node.place, format!("\"{text}\" is not a count of votes: write a whole number")),
            }
        }
        (votes != Votes::default()).then_some(votes)
    }

    fn opinions(&mut self) -> Opinions {
        if let Some(node) = self.take("panel") {
            let panel = self.panel(node);
            if !panel.is_empty() {
                if let Some(index) = self.entries.iter().position(|entry| entry.key == "reviewer") {
                    let place = self.entries.remove(index).place;
                    self.fault(
                        place,
                        "\"reviewer\" and \"panel\" cannot stand in one file: the panel counts",
                    );
                }
                return Opinions::Panel(panel);
            }
        }
        let place = self.place("reviewer");
        let reviewer = self.text("reviewer");
        let node = self.take("verdict");
        match (reviewer, node) {
            (Some(name), None) => {
                self.fault(place, format!("{name} has no verdict: add \"verdict: ship\", skip or abstain"));
                Opinions::Own(name, None)
            }
            (Some(name), Some(node)) => Opinions::Own(name, self.verdict(&node)),
            (None, Some(node)) => Opinions::Alone(self.verdict(&node)),
            (None, None) => Opinions::None,
        }
    }

    fn panel(&mut self, node: Node) -> Vec<(String, Option<Verdict>, Place)> {
        let Tree::Map(entries) = node.value else {
            self.fault(
                node.place,
                "\"panel\" must be reviewers with their verdicts: {Builder: ship, Skeptic: skip}",
            );
            return Vec::new();
        };
        let mut panel: Vec<(String, Option<Verdict>, Place)> = Vec::new();
        for Entry { key, place, node } in entries {
            let name = key.trim();
            if name.is_empty() {
                self.fault(place, "a reviewer needs a name");
            } else if panel.iter().any(|(other, ..)| reviewer_key(other) == reviewer_key(name)) {
                self.fault(place, format!("{name} is in this panel twice: the first verdict counts"));
            } else {
                let verdict = self.verdict(&node);
                panel.push((name.to_owned(), verdict, place));
            }
        }
        panel
    }

    fn verdict(&mut self, node: &Node) -> Option<Verdict> {
        let Some(text) = self.text_of("verdict", node) else {
            if !matches!(node.value, Tree::Map(_)) {
                self.fault(node.place, "a verdict is missing: use ship, skip or abstain");
            }
            return None;
        };
        let verdict = Verdict::parse(&text);
        if verdict.is_none() {
            self.fault(node.place, format!("unknown verdict \"{text}\": use ship, skip or abstain"));
        }
        verdict
    }

    fn facts(&mut self) -> Vec<(String, Value)> {
        let entries = std::mem::take(&mut self.entries);
        entries.into_iter().filter_map(|Entry { key, node, .. }| Some((key, value(node)?))).collect()
    }
}

/// The value of a fact; what is missing, at any depth, is left out.
fn value(node: Node) -> Option<Value> {
    match node.value {
        Tree::Missing => None,
        Tree::Text(text) => (!text.trim().is_empty()).then_some(Value::Text(text)),
        Tree::List(items) => {
            let items: Vec<_> = items.into_iter().filter_map(value).collect();
            (!items.is_empty()).then_some(Value::List(items))
        }
        Tree::Map(entries) => {
            let entries: Vec<_> =
                entries.into_iter().filter_map(|Entry { key, node, .. }| Some((key, value(node)?))).collect();
            (!entries.is_empty()).then_some(Value::Map(entries))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::split;
    use super::*;

    fn fields(text: &str) -> (Fields, Vec<(usize, String)>) {
        let (fields, faults) = read(&split(text).unwrap().unwrap()).unwrap();
        (fields, faults.into_iter().map(|fault| (fault.place.line, fault.message)).collect())
    }

    fn yaml(matter: &str) -> (Fields, Vec<(usize, String)>) {
        fields(&format!("---\ntool: T\n{matter}\n---\n"))
    }

    #[test]
    fn yaml_and_toml_give_the_same_fields() {
        let (mut one, _) = fields(
            "---\ntool: T\nversion: 1.10\ntags: [a, b]\nreviewed: 2026-04-08\npricing: {entry: Paid, from: \"$2\", seats: 5}\npanel: {Ann: ship, Bob: skip}\ncommunity: {ship: 12}\nlimits: {cpu: 0x10, on: no}\n---\n",
        );
        let (mut other, faults) = fields(
            "+++\ntool = 'T'\nversion = 1.10\ntags = ['a', 'b']\nreviewed = 2026-04-08\npricing = {entry = 'Paid', from = '$2', seats = 5}\npanel = {Ann = 'ship', Bob = 'skip'}\ncommunity = {ship = 12}\nlimits = {cpu = 0x10, on = 'no'}\n+++\n",
        );
        assert_eq!(faults, []);
        for fields in [&mut one, &mut other] {
            fields.places.clear();
            if let Opinions::Panel(panel) = &mut fields.opinions {
                panel.iter_mut().for_each(|(_, _, place)| *place = Place::START);
            }
        }
        assert_eq!(one, other);
        assert_eq!(one.version.as_deref(), Some("1.10"));
    }

    #[test]
    fn missing_values_are_missing_keys_and_lists_and_texts_turn_into_each_other() {
        let (fields, faults) = yaml(
            "version: ~\ncategory: \"\"\ntagline: [fast, small]\ntags: one\naliases:\nx: null\ny: []\nz: {a: }\n",
        );
        assert_eq!(faults, []);
        assert_eq!((fields.version, fields.category), (None, None));
        assert_eq!(fields.tagline.as_deref(), Some("fast, small"));
        assert_eq!((fields.tags, fields.aliases), (vec!["one".to_owned()], vec![]));
        assert_eq!(fields.facts, []);
    }

    #[test]
    fn a_wrong_value_costs_only_itself() {
        let (fields, faults) = yaml(
            "category: {a: b}\nreviewed: soon\ncommunity: {ship: -1, skip: 3, meh: 1}\npanel:\n  Ann: shipp\n  Bob: ship\n  the ann: skip\n  Cy:\nlicense: MIT",
        );
        assert_eq!((fields.category, fields.reviewed), (None, None));
        assert_eq!(fields.community, Some(Votes { ship: 0, skip: 3 }));
        let Opinions::Panel(panel) = fields.opinions else { panic!("a panel") };
        let panel: Vec<_> = panel.iter().map(|(name, verdict, _)| (name.as_str(), *verdict)).collect();
        assert_eq!(panel, [("Ann", None), ("Bob", Some(Verdict::Ship)), ("Cy", None)]);
        assert_eq!(fields.facts, [("license".to_owned(), Value::Text("MIT".into()))]);
        assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 5, 7, 9, 10]);
    }

    #[test]
    fn opinions_take_four_forms() {
        assert_eq!(
            yaml("reviewer: Ann\nverdict: SHIP").0.opinions,
            Opinions::Own("Ann".into(), Some(Verdict::Ship))
        );
        assert_eq!(yaml("verdict: skip").0.opinions, Opinions::Alone(Some(Verdict::Skip)));
        assert_eq!(yaml("panel: {}").0.opinions, Opinions::None);
        let (both, faults) = yaml("panel: {Ann: ship}\nreviewer: Bob\nverdict: mine");
        assert!(matches!(both.opinions, Opinions::Panel(_)));
        assert_eq!(both.facts, [("verdict".to_owned(), Value::Text("mine".into()))]);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].0, 4);
    }

    #[test]
    fn without_a_tool_there_is_no_review() {
        for text in ["---\n---\n", "---\ntool:\n---\n", "---\ntool: {a: b}\n---\n", "---\nname: T\n---\n"] {
            assert_eq!(read(&split(text).unwrap().unwrap()).unwrap_err().len(), 1, "{text:?}");
        }
    }
}
