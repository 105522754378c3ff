//! JSON: a promise to scripts. Fields are added, never renamed or dropped; `docs/json.schema.json` describes them.
//!
//! The types here are the format's own, so that a change elsewhere cannot change what is promised.

use std::io::{self, Write};

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::answer::{Answer, Ending, Flip, Outcome, Signal, Weighed};
use crate::comparison::{Comparison, SplitRow, Subject};
use crate::date::Date;
use crate::model::{Opinion, Pricing, Review, Tally, Tool, Value, Verdict, Votes};
use crate::panel::{Agreement, Reviewer};
use crate::profile::Profile;
use crate::prose::Prose;
use crate::statistics::Share;
use crate::unicode;

/// The name and version of the format of a comparison.
const COMPARISON: &str = "tiebreak/comparison/1";

/// Writes a comparison. All of it: what options leave out of tables is in here.
///
/// # Errors
///
/// What the writer says.
pub fn comparison(comparison: &Comparison<'_>, out: &mut dyn Write) -> io::Result<()> {
    let tools = comparison.tools.iter();
    let ids: Vec<String> =
        comparison.tools.iter().map(|tool| tool.subject.tool.id(tool.subject.review)).collect();
    write(
        &ComparisonObject {
            schema: COMPARISON,
            title: &comparison.title,
            as_of: day(comparison.as_of),
            tools: tools.map(|tool| ToolObject::full(tool.subject, tool.title.clone())).collect(),
            split: comparison.split.iter().map(SplitObject::new).collect(),
            like_for_like: LikeForLikeObject {
                reviewers: &comparison.like_for_like.reviewers,
                ship: &comparison.like_for_like.ship,
                comparable: comparison.like_for_like.comparable(),
            },
            answer: AnswerObject::new(&comparison.answer, &ids),
        },
        out,
    )
}

/// Writes one tool in full, with its history.
///
/// # Errors
///
/// What the writer says.
pub fn profile(profile: &Profile<'_>, out: &mut dyn Write) -> io::Result<()> {
    let history = profile.history.iter().map(|&subject| ProfileObject::new(subject)).collect();
    write(&ProfileObject { history: Some(history), ..ProfileObject::new(profile.subject) }, out)
}

/// Writes reviews as an array, without their texts.
///
/// # Errors
///
/// What the writer says.
pub fn list(reviews: &[(&Tool, &Review)], out: &mut dyn Write) -> io::Result<()> {
    let tools: Vec<_> =
        reviews.iter().map(|(tool, review)| ToolObject::head(tool, review, review.title())).collect();
    write(&tools, out)
}

/// Writes reviewers as an array.
///
/// # Errors
///
/// What the writer says.
pub fn reviewers(reviewers: &[Reviewer], out: &mut dyn Write) -> io::Result<()> {
    let with = |(name, Agreement { agree, of }): &(String, Agreement)| WithObject {
        reviewer: name.clone(),
        agree: *agree,
        of: *of,
    };
    let object = |reviewer: &Reviewer| ReviewerObject {
        reviewer: reviewer.name.clone(),
        about: reviewer.about.clone(),
        opinions: reviewer.opinions(),
        verdicts: reviewer.tally.into(),
        always: reviewer.always().map(Verdict::word),
        with_rest: AgreementObject { agree: reviewer.with_rest.agree, of: reviewer.with_rest.of },
        most_with: reviewer.most.as_ref().map(with),
        least_with: reviewer.least.as_ref().map(with),
    };
    write(&reviewers.iter().map(object).collect::<Vec<_>>(), out)
}

#[derive(Serialize)]
struct ReviewerObject {
    reviewer: String,
    about: Option<String>,
    opinions: u64,
    verdicts: PanelObject,
    always: Option<&'static str>,
    with_rest: AgreementObject,
    most_with: Option<WithObject>,
    least_with: Option<WithObject>,
}

#[derive(Serialize)]
struct AgreementObject {
    agree: u64,
    of: u64,
}

#[derive(Serialize)]
struct WithObject {
    reviewer: String,
    agree: u64,
    of: u64,
}

/// Writes a value, indented, in ASCII where a character would be invisible or steer a terminal.
fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        // Such characters stand inside of strings only: all else that is written is ASCII and line ends.
        if c != '\n' && unicode::is_invisible(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| safe.push_str(&format!("\\u{unit:04x}")));
        } else {
            safe.push(c);
        }
    }
    writeln!(out, "{safe}")
}

#[derive(Serialize)]
struct ComparisonObject<'a> {
    schema: &'static str,
    title: &'a str,
    as_of: String,
    tools: Vec<ToolObject<'a>>,
    split: Vec<SplitObject<'a>>,
    like_for_like: LikeForLikeObject<'a>,
    answer: AnswerObject<'a>,
}

#[derive(Serialize)]
struct AnswerObject<'a> {
    pick: Option<&'a str>,
    ending: &'static str,
    totals: Vec<String>,
    signals: Vec<SignalObject<'a>>,
    doubts: Vec<DoubtObject<'a>>,
    flips: Vec<FlipObject<'a>>,
}

#[derive(Serialize)]
struct SignalObject<'a> {
    signal: &'a str,
    weight: String,
    outcome: &'static str,
    leaders: Vec<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct DoubtObject<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct FlipObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewer: Option<&'a str>,
    weight: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<Option<&'a str>>,
    at: Option<&'a str>,
    above: Option<&'a str>,
}

impl<'a> AnswerObject<'a> {
    fn new(answer: &'a Answer, ids: &'a [String]) -> Self {
        let id = |tool: Option<usize>| tool.and_then(|tool| ids.get(tool)).map(String::as_str);
        let signal = |signal: &'a Signal| {
            let (outcome, leaders) = match &signal.outcome {
                Outcome::Lead(leaders) => {
                    ("lead", leaders.iter().filter_map(|&leader| id(Some(leader))).collect())
                }
                Outcome::Tie => ("tie", Vec::new()),
                Outcome::Unknown => ("unknown", Vec::new()),
            };
            let weight = signal.weight.to_string();
            SignalObject { signal: &signal.name, weight, outcome, leaders, reason: &signal.reason }
        };
        let flip = |flip: &'a Flip| {
            let (signal, reviewer) = match &flip.of {
                Weighed::Signal(name, _) => (Some(name.as_str()), None),
                Weighed::Reviewer(name) => (None, Some(name.as_str())),
            };
            let (below, at, above) = (flip.below.map(id), id(flip.at), id(flip.above));
            FlipObject { signal, reviewer, weight: flip.weight.to_string(), below, at, above }
        };
        Self {
            pick: id(answer.pick),
            ending: match answer.ending {
                Ending::Pick => "pick",
                Ending::Thin => "thin",
                Ending::Close => "close",
            },
            totals: answer.totals.iter().map(ToString::to_string).collect(),
            signals: answer.signals.iter().map(signal).collect(),
            doubts: answer
                .doubts
                .iter()
                .map(|doubt| DoubtObject { kind: doubt.kind, text: &doubt.text })
                .collect(),
            flips: answer.flips.iter().map(flip).collect(),
        }
    }
}

#[derive(Serialize)]
struct ToolObject<'a> {
    id: String,
    name: &'a str,
    version: Option<&'a str>,
    title: String,
    aliases: &'a [String],
    category: Option<&'a str>,
    tagline: Option<&'a str>,
    url: Option<&'a str>,
    reviewed: Option<String>,
    tags: &'a [String],
    pricing: PricingObject<'a>,
    panel: PanelObject,
    community: CommunityObject,
    facts: Entries<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Vec<SectionObject<'a>>>,
    source: &'a str,
}

impl<'a> ToolObject<'a> {
    /// All but the texts.
    fn head(tool: &'a Tool, review: &'a Review, title: String) -> Self {
        Self {
            id: tool.id(review),
            name: &review.tool,
            version: review.version.as_deref(),
            title,
            aliases: &tool.aliases,
            category: review.category.as_deref(),
            tagline: review.tagline.as_deref(),
            url: review.url.as_deref(),
            reviewed: review.reviewed.map(day),
            tags: &review.tags,
            pricing: PricingObject(&review.pricing),
            panel: review.tally().into(),
            community: review.community.into(),
            facts: Entries(&review.facts),
            description: None,
            sections: None,
            source: &review.source.shown,
        }
    }

    fn full(subject: Subject<'a>, title: String) -> Self {
        let section = |section: &'a crate::catalog::body::Section| SectionObject {
            heading: &section.heading,
            text: &section.text.source,
        };
        Self {
            description: Some(&subject.body.description.source),
            sections: Some(subject.body.sections.iter().map(section).collect()),
            ..Self::head(subject.tool, subject.review, title)
        }
    }
}

#[derive(Serialize)]
struct ProfileObject<'a> {
    #[serde(flatten)]
    tool: ToolObject<'a>,
    opinions: Vec<OpinionObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<ProfileObject<'a>>>,
}

impl<'a> ProfileObject<'a> {
    fn new(subject: Subject<'a>) -> Self {
        let tool = ToolObject::full(subject, subject.review.title());
        Self { tool, opinions: opinions(subject), history: None }
    }
}

#[derive(Serialize)]
struct SectionObject<'a> {
    heading: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct PanelObject {
    ship: u64,
    skip: u64,
    abstain: u64,
    share: Option<f64>,
}

impl From<Tally> for PanelObject {
    fn from(tally: Tally) -> Self {
        let Tally { ship, skip, abstain, unclear: _ } = tally;
        Self { ship, skip, abstain, share: tally.share().map(number) }
    }
}

#[derive(Serialize)]
struct CommunityObject {
    ship: u64,
    skip: u64,
    share: Option<f64>,
}

impl From<Votes> for CommunityObject {
    fn from(votes: Votes) -> Self {
        Self { ship: votes.ship, skip: votes.skip, share: votes.share().map(number) }
    }
}

#[derive(Serialize)]
struct SplitObject<'a> {
    reviewer: &'a str,
    opinions: Vec<Option<OpinionObject<'a>>>,
}

impl<'a> SplitObject<'a> {
    fn new(row: &'a SplitRow<'a>) -> Self {
        let opinions =
            row.opinions.iter().map(|cell| cell.map(|(opinion, quote)| OpinionObject::new(opinion, quote)));
        Self { reviewer: &row.reviewer, opinions: opinions.collect() }
    }
}

#[derive(Serialize)]
struct OpinionObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewer: Option<&'a str>,
    verdict: Option<&'static str>,
    quote: Option<&'a str>,
    reviewed: Option<String>,
    source: &'a str,
}

impl<'a> OpinionObject<'a> {
    fn new(opinion: &'a Opinion, quote: &'a Prose) -> Self {
        Self {
            reviewer: None,
            verdict: opinion.verdict.map(Verdict::word),
            quote: (!quote.is_empty()).then_some(quote.source.as_str()),
            reviewed: opinion.reviewed.map(day),
            source: &opinion.source.shown,
        }
    }
}

fn opinions(subject: Subject<'_>) -> Vec<OpinionObject<'_>> {
    let opinions = subject.review.panel.iter().zip(&subject.body.quotes);
    opinions
        .map(|(opinion, quote)| OpinionObject {
            reviewer: Some(&opinion.reviewer),
            ..OpinionObject::new(opinion, quote)
        })
        .collect()
}

#[derive(Serialize)]
struct LikeForLikeObject<'a> {
    reviewers: &'a [String],
    ship: &'a [u64],
    comparable: bool,
}

/// A price: its word as `entry`, then all else that is said.
struct PricingObject<'a>(&'a Pricing);

impl Serialize for PricingObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("entry", &self.0.entry)?;
        if let Some(from) = &self.0.from {
            map.serialize_entry("from", from)?;
        }
        for (key, value) in &self.0.details {
            map.serialize_entry(key, &AsWritten(value))?;
        }
        map.end()
    }
}

/// Values by key, in the file's order.
struct Entries<'a>(&'a [(String, Value)]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(key, &AsWritten(value))?;
        }
        map.end()
    }
}

/// A value as written: a string, a list, or an object of these.
struct AsWritten<'a>(&'a Value);

impl Serialize for AsWritten<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&AsWritten(item)))?;
                list.end()
            }
            Value::Map(entries) => Entries(entries).serialize(serializer),
        }
    }
}

fn day(date: Date) -> String {
    date.to_string()
}

/// A share as a number with four decimals at most, rounded half up.
fn number(share: Share) -> f64 {
    let scaled = (share.part * 20_000 + share.whole) / (share.whole.max(1) * 2);
    // At most 10,000: exact.
    f64::from(u32::try_from(scaled).unwrap_or_default()) / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_four_decimals_at_most() {
        let share = |part, rest| number(Share::of(part, rest).unwrap());
        assert_eq!((share(3, 1), share(2, 1), share(1, 2), share(4, 0)), (0.75, 0.6667, 0.3333, 1.0));
    }

    #[test]
    fn invisible_characters_are_written_in_ascii_and_read_back() {
        let text = "a\u{7f}\u{9b}\u{202e}\u{e0041}\u{1b}\t\"\\é漢\u{200d}";
        let mut out = Vec::new();
        write(&text, &mut out).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert!(json.trim_end().chars().all(|c| !unicode::is_invisible(c)), "{json}");
        assert!(json.contains("é漢"));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
