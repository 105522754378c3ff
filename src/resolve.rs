//! From a name on the command line to a review of the catalog; no match and several are errors with near names.
//!
//! Reading the command line is `cli`'s, printing is `render`'s.

use crate::catalog::history::bare_version;
use crate::date;
use crate::error::{Error, Kind};
use crate::model::{Catalog, Review, Tool, fold};
use crate::text::either;

/// The most near names that an error suggests.
const NEAR: usize = 3;
/// The longest name, in bytes, that can be near another.
const LONGEST: usize = 256;
/// The most candidates that an error lists.
const LISTED: usize = 10;

/// What a name stands for.
#[derive(Debug, Clone, Copy)]
pub struct Match<'a> {
    /// The tool.
    pub tool: &'a Tool,
    /// The review of it.
    pub review: &'a Review,
    /// Whether only a part of a name was typed, so that the user should be told what was taken.
    pub guessed: bool,
}

/// Finds the review that a name stands for.
///
/// # Errors
///
/// No match, more than one, a version or date that the tool does not have, or a tool whose only file is broken.
pub fn resolve<'a>(catalog: &'a Catalog, typed: &str) -> Result<Match<'a>, Error> {
    let typed = typed.trim();
    if let Some(found) = exact(catalog, typed)? {
        return Ok(found);
    }
    let split = typed.rsplit_once('@').filter(|(name, _)| !name.is_empty());
    if let Some((name, version)) = split {
        let found = match exact(catalog, name)? {
            Some(found) => Some(found),
            None => partial(catalog, name)?,
        };
        if let Some(Match { tool, guessed, .. }) = found {
            let review = at_version(tool, version.trim())?;
            return Ok(Match { tool, review, guessed });
        }
    }
    partial(catalog, typed)?.ok_or_else(|| unknown(catalog, typed))
}

/// Refuses two names that stand for one review.
///
/// # Errors
///
/// Names the review and its other versions, if any.
pub fn all_different(names: &[String], matches: &[Match<'_>]) -> Result<(), Error> {
    for (later, (name, found)) in names.iter().zip(matches).enumerate() {
        let earlier =
            names.iter().zip(matches).take(later).find(|(_, other)| std::ptr::eq(other.review, found.review));
        if let Some((other, _)) = earlier {
            let message = format!("\"{other}\" and \"{name}\" are the same review, {}", found.review.title());
            let another = found.tool.reviews.iter().find(|review| !std::ptr::eq(*review, found.review));
            let hint = match another {
                Some(another) => {
                    format!("name another tool, or another review of it: {}", found.tool.pick(another))
                }
                None => "name another tool; `tiebreak list` shows them all".to_owned(),
            };
            return Err(Error::new(Kind::Name, message).hint(hint));
        }
    }
    Ok(())
}

/// The nearest of some names to what was typed, nearest first, three at most.
///
/// Typing errors, beginnings of words and abbreviations count as near.
pub fn near<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    nearest(typed, names.into_iter().map(|name| (name, name)))
}

/// What stands behind the nearest of some names, each thing once.
fn nearest<'a, 'b>(typed: &str, names: impl IntoIterator<Item = (&'b str, &'a str)>) -> Vec<&'a str> {
    let wanted = squash(typed);
    let mut ranked: Vec<(u64, &str)> =
        names.into_iter().filter_map(|(name, shown)| Some((distance(&wanted, name)?, shown))).collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    let mut near: Vec<&str> = Vec::new();
    for (_, shown) in ranked {
        if near.len() < NEAR && !near.contains(&shown) {
            near.push(shown);
        }
    }
    near
}

/// How far a name is from what was typed (squashed); `None` where they are not near at all.
fn distance(wanted: &str, name: &str) -> Option<u64> {
    let squashed = squash(name);
    // Names of a sane length only: the distance of two texts takes the time of both lengths multiplied.
    let sane = |text: &str| !text.is_empty() && text.len() <= LONGEST;
    if !sane(wanted) || !sane(&squashed) {
        return None;
    }
    let length = wanted.chars().count();
    let word_starts =
        || fold(name).split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(wanted));
    let begins = || {
        squashed.starts_with(wanted)
            || (length >= 4 && wanted.starts_with(&squashed) && squashed.chars().count() >= 3)
    };
    let steps = strsim::osa_distance(wanted, &squashed);
    let likeness = strsim::jaro_winkler(wanted, &squashed);
    if begins() || word_starts() {
        Some(1)
    } else if steps <= (length / 3).max(1) {
        Some(1 + steps as u64)
    } else if likeness >= 0.85 {
        // Ranks 100 to 250 for likenesses from 1 down to 0.85.
        Some(100 + ((1.0 - likeness) * 1000.0) as u64)
    } else if length >= 2 && is_abbreviation(wanted, &squashed) {
        Some(1000)
    } else {
        None
    }
}

/// Whether the letters stand in the name in their order, the first at its beginning.
fn is_abbreviation(letters: &str, name: &str) -> bool {
    let mut rest = name.chars();
    name.chars().next() == letters.chars().next() && letters.chars().all(|letter| rest.any(|c| c == letter))
}

/// Without case and spaces.
fn squash(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A name that a review answers to: the tool's place in the catalog, the review's place in the tool.
type Named<'a> = (&'a str, usize, usize);

/// The first two levels: title or tool name; then alias, slug or file stem.
fn exact<'a>(catalog: &'a Catalog, typed: &str) -> Result<Option<Match<'a>>, Error> {
    let titles: Vec<Vec<String>> =
        catalog.tools.iter().map(|tool| tool.reviews.iter().map(Review::title).collect()).collect();
    let mut first: Vec<Named<'_>> = Vec::new();
    let mut second: Vec<Named<'_>> = Vec::new();
    for (number, (tool, titles)) in catalog.tools.iter().zip(&titles).enumerate() {
        first.push((&tool.name, number, 0));
        // A title without a version is the tool's name in another case, and that stands for the current review.
        let titles = titles.iter().enumerate().filter(|(_, title)| fold(title) != fold(&tool.name));
        first.extend(titles.map(|(review, title)| (title.as_str(), number, review)));
        second.extend(tool.aliases.iter().map(|alias| (alias.as_str(), number, 0)));
        second.push((&tool.slug, number, 0));
        let stems = tool.reviews.iter().enumerate().filter(|(_, review)| review.has_body);
        second.extend(stems.map(|(place, review)| (review.source.stem(), number, place)));
    }
    for level in [first, second] {
        if let Some(found) = pick(catalog, typed, &level, |name, typed| name == typed)? {
            return Ok(Some(found));
        }
    }
    // Before anything is guessed: a tool whose only file is broken is not unknown.
    let wanted = squash(typed);
    match catalog.unusable.iter().find(|unusable| squash(&unusable.name) == wanted) {
        Some(unusable) => {
            let message = format!("the review of {} cannot be used", unusable.name);
            Err(Error::new(Kind::Name, message).hint(unusable.problem.clone()))
        }
        None => Ok(None),
    }
}

/// The last two levels: a unique beginning; then a unique part.
fn partial<'a>(catalog: &'a Catalog, typed: &str) -> Result<Option<Match<'a>>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let titles: Vec<String> =
        catalog.tools.iter().map(|tool| tool.current().map(Review::title).unwrap_or_default()).collect();
    let mut names: Vec<Named<'_>> = Vec::new();
    for (number, (tool, title)) in catalog.tools.iter().zip(&titles).enumerate() {
        let stem = tool.current().filter(|review| review.has_body).map(|review| review.source.stem());
        let own = [tool.name.as_str(), title, &tool.slug].into_iter().chain(stem);
        names.extend(own.chain(tool.aliases.iter().map(String::as_str)).map(|name| (name, number, 0)));
    }
    let found = match pick(catalog, typed, &names, |name, typed| name.starts_with(typed))? {
        Some(found) => Some(found),
        None => pick(catalog, typed, &names, |name, typed| name.contains(typed))?,
    };
    Ok(found.map(|found| Match { guessed: true, ..found }))
}

/// The one tool whose names match, as typed if any does, else without case and spaces.
fn pick<'a>(
    catalog: &'a Catalog,
    typed: &str,
    names: &[Named<'_>],
    matches: impl Fn(&str, &str) -> bool,
) -> Result<Option<Match<'a>>, Error> {
    let wanted = squash(typed);
    let mut hits: Vec<&Named<'_>> = names.iter().filter(|(name, ..)| matches(name, typed)).collect();
    if hits.is_empty() && !wanted.is_empty() {
        hits = names.iter().filter(|(name, ..)| matches(&squash(name), &wanted)).collect();
    }
    let mut tools: Vec<usize> = hits.iter().map(|&&(_, tool, _)| tool).collect();
    tools.dedup();
    if tools.len() > 1 {
        return Err(ambiguous(typed, tools.iter().filter_map(|&tool| catalog.tools.get(tool))));
    }
    // Of several reviews of one tool the newest counts: they are in that order.
    let found = hits.iter().min_by_key(|&&&(_, _, review)| review).and_then(|&&(_, tool, review)| {
        let tool = catalog.tools.get(tool)?;
        Some(Match { tool, review: tool.reviews.get(review)?, guessed: false })
    });
    Ok(found)
}

/// The review of a version, or the newest that is not after a date.
fn at_version<'a>(tool: &'a Tool, wanted: &str) -> Result<&'a Review, Error> {
    let version = bare_version(wanted);
    let by_version = tool
        .reviews
        .iter()
        .find(|review| review.version.as_deref().map(bare_version).as_ref() == Some(&version));
    let by_date = || {
        let date = date::parse(wanted)?;
        tool.reviews.iter().find(|review| review.reviewed.is_none_or(|reviewed| reviewed <= date))
    };
    by_version.or_else(by_date).ok_or_else(|| {
        let reviews = tool.reviews.iter();
        let (message, known): (_, Vec<String>) = match date::parse(wanted) {
            Some(_) => {
                let dates = reviews.filter_map(|review| review.reviewed);
                let known = dates.map(|date| format!("{}@{date}", tool.slug)).collect();
                (format!("no review of {} is from {wanted} or before", tool.name), known)
            }
            None => {
                let known = reviews.map(|review| tool.pick(review)).collect();
                (format!("no review of {} has version \"{wanted}\"", tool.name), known)
            }
        };
        let known: Vec<String> = known.into_iter().take(LISTED).collect();
        let error = Error::new(Kind::Name, message);
        if known.is_empty() { error } else { error.hint(format!("there is {}", either(&known))) }
    })
}

fn ambiguous<'a>(typed: &str, tools: impl Iterator<Item = &'a Tool>) -> Error {
    let tools: Vec<&Tool> = tools.collect();
    let mut error = Error::new(
        Kind::Name,
        format!("\"{typed}\" could be any of {} tools; type more of the name:", tools.len()),
    );
    for tool in tools.iter().take(LISTED) {
        let title = tool.current().map(Review::title).unwrap_or_default();
        error = error.hint(format!("{title} ({})", tool.slug));
    }
    if tools.len() > LISTED {
        error = error.hint(format!("and {} more", tools.len() - LISTED));
    }
    error
}

fn unknown(catalog: &Catalog, typed: &str) -> Error {
    let error = Error::new(Kind::Name, format!("no tool is named \"{typed}\""));
    let titles: Vec<(String, &str)> = catalog
        .tools
        .iter()
        .flat_map(|tool| tool.reviews.iter().map(|review| (review.title(), tool.name.as_str())))
        .collect();
    let names = catalog.tools.iter().flat_map(|tool| {
        let aliases = tool.aliases.iter().map(String::as_str);
        aliases.chain([tool.name.as_str(), tool.slug.as_str()]).map(|name| (name, tool.name.as_str()))
    });
    let names = names.chain(titles.iter().map(|(title, tool)| (title.as_str(), *tool)));
    let name = typed.rsplit_once('@').map_or(typed, |(name, _)| name);
    match nearest(name, names).as_slice() {
        [] if catalog.tools.is_empty() => error.hint("the folder holds no reviews"),
        [] => error.hint("`tiebreak list` shows all tools"),
        names => error.hint(format!("did you mean {}?", either(names))),
    }
}
