//! `list`: the tools of the folder, filtered and sorted.

use std::cmp::Ordering;

use crate::catalog::Folder;
use crate::catalog::history::version_order;
use crate::cli::{self, Format};
use crate::config;
use crate::error::{Error, Kind, Outcome};
use crate::model::{Review, Tool, fold};
use crate::render::{json, listing, markdown};
use crate::statistics::Share;
use crate::streams::Streams;

/// Lists the tools.
///
/// # Errors
///
/// A category, tag or sort key that does not exist; output.
pub fn run(args: &cli::List, folder: &Folder, width: usize, streams: &Streams) -> Result<Outcome, Error> {
    let (key, reversed) = sort_key(&args.sort)?;
    let config = config::load(folder)?;
    let loaded = super::load(folder, streams);
    let count = if args.all { usize::MAX } else { 1 };
    let tools = loaded.catalog.tools.iter();
    let mut listed: Vec<Listed<'_>> =
        tools.flat_map(|tool| tool.reviews.iter().take(count).map(move |review| (tool, review))).collect();
    known("no tool has the category", &args.category, &listed, |review| review.category.iter().collect())?;
    known("no tool has the tag", &args.tag, &listed, |review| review.tags.iter().collect())?;
    listed.retain(|(_, review)| passes(review, args));
    listed.sort_by(|(_, one), (_, other)| {
        let prices = &config.rules.price_order;
        key.order(one, other, prices, reversed).then_with(|| Key::Tool.order(one, other, prices, false))
    });
    if listed.is_empty() && !loaded.catalog.tools.is_empty() {
        streams.note("no tool has all of these");
    }
    let reviews: Vec<&Review> = listed.iter().map(|(_, review)| *review).collect();
    streams.result(|out| match args.format {
        Format::Table => listing::table(&reviews, width, out),
        Format::Markdown => markdown::list(&reviews, out),
        Format::Json => json::list(&listed, out),
    })?;
    super::say_problems(&loaded.problems, streams);
    Ok(Outcome::Done)
}

/// A review with the tool that it is of.
type Listed<'a> = (&'a Tool, &'a Review);

/// Whether a review is of one of the categories and has all of the tags.
fn passes(review: &Review, args: &cli::List) -> bool {
    let is = |text: &String, wanted: &String| fold(text) == fold(wanted);
    let of_category = |wanted: &String| review.category.as_ref().is_some_and(|text| is(text, wanted));
    let has_tag = |wanted: &String| review.tags.iter().any(|tag| is(tag, wanted));
    (args.category.is_empty() || args.category.iter().any(of_category)) && args.tag.iter().all(has_tag)
}

/// Refuses a filter that no tool can pass, because nothing in the folder has that value.
fn known<'a>(
    what: &str,
    asked: &[String],
    listed: &[Listed<'a>],
    values: impl Fn(&'a Review) -> Vec<&'a String>,
) -> Result<(), Error> {
    let all: Vec<&str> = listed.iter().flat_map(|(_, review)| values(review)).map(String::as_str).collect();
    match asked.iter().find(|asked| all.iter().all(|value| fold(value) != fold(asked))) {
        Some(asked) if !listed.is_empty() => Err(super::unknown(Kind::Name, what, asked, all)),
        _ => Ok(()),
    }
}

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Tool,
    Version,
    Category,
    Panel,
    Community,
    Entry,
    Reviewed,
}

impl Key {
    const ALL: [(&'static str, Self); 7] = [
        ("tool", Self::Tool),
        ("version", Self::Version),
        ("category", Self::Category),
        ("panel", Self::Panel),
        ("community", Self::Community),
        ("entry", Self::Entry),
        ("reviewed", Self::Reviewed),
    ];

    /// Best or newest first, text from A to Z; what is missing comes last, reversed or not.
    fn order(self, one: &Review, other: &Review, prices: &[String], reversed: bool) -> Ordering {
        let turn = |order: Ordering| if reversed { order.reverse() } else { order };
        match self {
            Self::Tool => turn(fold(&one.tool).cmp(&fold(&other.tool)).then_with(|| newer_first(one, other))),
            Self::Version => present_first(one.version.as_deref(), other.version.as_deref(), |one, other| {
                turn(version_order(Some(other), Some(one)))
            }),
            Self::Category => {
                present_first(one.category.as_deref(), other.category.as_deref(), |one, other| {
                    turn(fold(one).cmp(&fold(other)))
                })
            }
            Self::Panel => present_first(one.tally().share(), other.tally().share(), |one, other| {
                turn(better_first(one, other))
            }),
            Self::Community => present_first(one.community.share(), other.community.share(), |one, other| {
                turn(better_first(one, other))
            }),
            Self::Entry => {
                present_first(one.pricing.entry.as_deref(), other.pricing.entry.as_deref(), |one, other| {
                    turn(price_rank(one, prices).cmp(&price_rank(other, prices)))
                })
            }
            Self::Reviewed => present_first(one.reviewed, other.reviewed, |one, other| turn(other.cmp(&one))),
        }
    }
}

fn present_first<T>(one: Option<T>, other: Option<T>, order: impl Fn(T, T) -> Ordering) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => order(one, other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

fn newer_first(one: &Review, other: &Review) -> Ordering {
    let versions = || version_order(other.version.as_deref(), one.version.as_deref());
    other.reviewed.cmp(&one.reviewed).then_with(versions)
}

/// The higher share first; of equal shares, that of more voices.
fn better_first(one: Share, other: Share) -> Ordering {
    let crosswise = (other.part * one.whole).cmp(&(one.part * other.whole));
    crosswise.then_with(|| other.whole.cmp(&one.whole))
}

/// The known words in their order, Free before Freemium before Paid unless the folder says otherwise, before all
/// others, which go from A to Z.
fn price_rank(entry: &str, prices: &[String]) -> (usize, String) {
    let word = fold(entry);
    let rank = prices.iter().position(|known| fold(known) == word);
    (rank.unwrap_or(prices.len()), word)
}

fn sort_key(typed: &str) -> Result<(Key, bool), Error> {
    let (name, reversed) = typed.strip_prefix('-').map_or((typed, false), |name| (name, true));
    let wanted = fold(name);
    let wanted = match wanted.as_str() {
        "name" | "title" => "tool",
        "ship" => "panel",
        "price" | "pricing" | "entry price" => "entry",
        "date" => "reviewed",
        other => other,
    };
    match Key::ALL.iter().find(|(name, _)| *name == wanted) {
        Some((_, key)) => Ok((*key, reversed)),
        None => {
            Err(super::unknown(Kind::Usage, "cannot sort by", name, Key::ALL.iter().map(|(name, _)| *name)))
        }
    }
}
