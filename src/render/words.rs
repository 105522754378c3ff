//! How values are worded, the same in every format. How the words are laid out is each format's.

use crate::answer::{Doubt, Ending, Flip, NONE_SHIPS, Outcome, Signal, Weighed};
use crate::comparison::{Cell, Comparison};
use crate::date::{self, Date};
use crate::model::{Pricing, Review, Tally, Verdict, Votes};
use crate::panel::{Agreement, Reviewer};
use crate::profile::Change;
use crate::render::View;
use crate::statistics::Share;
use crate::text::and;
use crate::weight::Weight;

/// What stands for a missing value.
pub const MISSING: &str = "—";

/// Marks where a reviewer ships one tool and skips another.
pub const SPLIT: &str = "≠";
/// What that mark means.
pub const SPLIT_LEGEND: &str = "≠ would ship one and skip another";
/// The heads of a list's columns.
pub const LIST: [&str; 6] = ["tool", "category", "panel", "community", "entry", "reviewed"];

/// A cell in words; dates with how long ago they are, where today is given.
pub fn cell(cell: &Cell, today: Option<Date>) -> String {
    match cell {
        Cell::Missing => MISSING.to_owned(),
        Cell::Text(text) | Cell::Address(text) => text.clone(),
        Cell::Panel(tally) => panel(*tally),
        Cell::Community(votes) => community(*votes),
        Cell::Entry(pricing) => entry(pricing),
        Cell::Reviewed(date) => match today {
            Some(today) => format!("{date} ({})", date::age(*date, today)),
            None => date.to_string(),
        },
    }
}

/// How a panel voted: `75% ship (3 of 4)`, with who does not count behind it.
pub fn panel(tally: Tally) -> String {
    let mut words = match tally.share() {
        Some(share) => format!("{} ship ({} of {})", share.percent(), share.part, share.whole),
        None => "not judged".to_owned(),
    };
    if tally.abstain > 0 {
        words.push_str(&format!(", {} abstain{}", tally.abstain, if tally.abstain == 1 { "s" } else { "" }));
    }
    if tally.unclear > 0 {
        words.push_str(&format!(", {} unclear", tally.unclear));
    }
    words
}

/// How a community voted: `80% ship (12 of 15 votes)`, or `no votes`.
pub fn community(votes: Votes) -> String {
    match votes.share() {
        Some(share) => format!(
            "{} ship ({} of {} vote{})",
            share.percent(),
            share.part,
            share.whole,
            if share.whole == 1 { "" } else { "s" }
        ),
        None => "no votes".to_owned(),
    }
}

/// A panel where there is little room, with the symbols of the split: `75% 3/4 ○1`.
fn short_panel(tally: Tally) -> String {
    let mut words = tally.share().map_or_else(|| "not judged".to_owned(), short);
    for (count, symbol) in [(tally.abstain, '○'), (tally.unclear, '?')] {
        if count > 0 {
            words.push_str(&format!(" {symbol}{count}"));
        }
    }
    words
}

/// A share where there is little room: `75% 3/4`.
fn short(share: Share) -> String {
    format!("{} {}/{}", share.percent(), share.part, share.whole)
}

/// What a tool costs at least: `Freemium (from $20/month)`.
pub fn entry(pricing: &Pricing) -> String {
    let word = pricing.entry.as_deref().unwrap_or(MISSING);
    match &pricing.from {
        None => word.to_owned(),
        Some(from) if from.to_lowercase().starts_with("from ") => format!("{word} ({from})"),
        Some(from) => format!("{word} (from {from})"),
    }
}

/// The symbol and the word of a verdict, of one that cannot be read, and of none.
pub const fn verdict(opinion: Option<Option<Verdict>>) -> &'static str {
    match opinion {
        Some(Some(Verdict::Ship)) => "✓ ship",
        Some(Some(Verdict::Skip)) => "✗ skip",
        Some(Some(Verdict::Abstain)) => "○ abstain",
        Some(None) => "? unclear",
        None => MISSING,
    }
}

/// The sentences of "like for like": how many of those who judged all tools would ship each, and who did not.
pub fn like_for_like(comparison: &Comparison<'_>) -> Vec<String> {
    let Comparison { tools, like_for_like: found, split, .. } = comparison;
    let titles: Vec<&str> = tools.iter().map(|tool| tool.title.as_str()).collect();
    let all = if tools.len() == 2 { "both".to_owned() } else { format!("all {}", tools.len()) };
    let mut sentences = Vec::new();
    if split.is_empty() {
        return vec!["The panels are empty: nobody judged any of them.".to_owned()];
    }
    if found.reviewers.is_empty() {
        let tools =
            if tools.len() == 2 { "both tools".to_owned() } else { format!("all {} tools", tools.len()) };
        sentences.push(format!("No reviewer judged {tools}."));
    } else {
        let count = found.reviewers.len();
        let ships: Vec<String> = found
            .ship
            .iter()
            .zip(&titles)
            .map(|(ship, title)| format!("{ship} of {count} would ship {title}"))
            .collect();
        sentences.push(format!("{} judged {all}: {}.", and(&found.reviewers), and(&ships)));
    }
    if !found.left_out.is_empty() {
        let count = if found.left_out.len() == 1 { "counts" } else { "count" };
        sentences.push(format!("{} {count} for nothing: weight 0.", and(&found.left_out)));
    }
    if found.comparable() {
        sentences.push("The same reviewers judged each, so the plain shares compare.".to_owned());
    } else if !found.partial.is_empty() {
        let partial = found.partial.iter().map(|(reviewer, judged)| {
            let judged: Vec<&str> = judged.iter().filter_map(|&tool| titles.get(tool).copied()).collect();
            format!("{reviewer} judged only {}", and(&judged))
        });
        let shares = "The panels differ, so the plain shares do not compare";
        sentences.push(format!("{shares}: {}.", and(&partial.collect::<Vec<_>>())));
    }
    sentences
}

/// The cells of a review in a list, and whether each says something; in short words where there is little room.
pub fn list_cells(review: &Review, short_words: bool) -> [(String, bool); 6] {
    let text = |text: Option<String>| {
        let said = text.is_some();
        (text.unwrap_or_else(|| MISSING.to_owned()), said)
    };
    let (tally, votes, pricing) = (review.tally(), review.community, &review.pricing);
    let panel_words = if short_words { short_panel(tally) } else { panel(tally) };
    let community_words = match votes.share() {
        Some(share) if short_words => short(share),
        _ => community(votes),
    };
    [
        text(Some(review.title())),
        text(review.category.clone()),
        text((!review.panel.is_empty()).then_some(panel_words)),
        (community_words, votes.share().is_some()),
        text(pricing.entry.clone()),
        text(review.reviewed.map(|date| date.to_string())),
    ]
}

/// The heads of the columns of reviewers.
pub const REVIEWERS: [&str; 7] =
    ["reviewer", "opinions", "ships", "agrees with the rest", "most with", "least with", "about"];

/// The cells of a reviewer.
pub fn reviewer_cells(reviewer: &Reviewer) -> [String; 7] {
    let agreement = |Agreement { agree, of }: Agreement| match Share::of(agree, of - agree) {
        Some(share) => format!("{} ({agree} of {of})", share.percent()),
        None => MISSING.to_owned(),
    };
    let with = |pair: &Option<(String, Agreement)>| match pair {
        Some((name, shared)) => format!("{name}, {}", agreement(*shared)),
        None => MISSING.to_owned(),
    };
    let ships = match reviewer.tally.share() {
        Some(share) => format!("{} ({} of {})", share.percent(), share.part, share.whole),
        None => "not one judged".to_owned(),
    };
    let always = reviewer.always().map(|verdict| match verdict {
        Verdict::Skip => "Skips everything, which tells nothing.",
        Verdict::Ship | Verdict::Abstain => "Ships everything, which tells nothing.",
    });
    let about: Vec<&str> = always.into_iter().chain(reviewer.about.as_deref()).collect();
    [
        reviewer.name.clone(),
        reviewer.opinions().to_string(),
        ships,
        agreement(reviewer.with_rest),
        with(&reviewer.most),
        with(&reviewer.least),
        if about.is_empty() { MISSING.to_owned() } else { about.join(" ") },
    ]
}

/// What `--diff` left out, if anything.
pub fn left_out_same(rows: usize) -> Option<String> {
    match rows {
        0 => None,
        1 => Some("Left out by --diff: 1 row that is the same for all.".to_owned()),
        _ => Some(format!("Left out by --diff: {rows} rows that are the same for all.")),
    }
}

/// What the other options left out, a sentence each.
pub fn left_out(comparison: &Comparison<'_>, view: &View) -> Vec<String> {
    let mut sentences = Vec::new();
    if view.brief {
        sentences.push("Left out by --brief: quotes and descriptions.".to_owned());
    }
    let shown = view.shown(comparison);
    let hidden = comparison.split.len().saturating_sub(shown.len());
    if hidden > 0 {
        let others =
            if hidden == 1 { "1 reviewer, who counts" } else { &format!("{hidden} reviewers, who count") };
        let names: Vec<&str> = shown.iter().map(|row| row.reviewer.as_str()).collect();
        let only =
            if names.is_empty() { String::new() } else { format!("Shown by --reviewer: {}. ", and(&names)) };
        sentences.push(format!("{only}Left out: {others} in shares as ever."));
    }
    sentences
}

/// What is said instead of a split without reviewers.
pub const fn nobody(view: &View) -> &'static str {
    if view.reviewers.is_empty() {
        "Nobody judged any of them."
    } else {
        "None of the reviewers asked for judged any of them."
    }
}

/// Marks the cells of a signal's leaders.
pub const LEADS: &str = "← leads";

/// The answer in one line: `Pick: SmolVLM2-2B, on one signal: entry price; 2 doubts`.
pub fn answer_line(comparison: &Comparison<'_>) -> String {
    let answer = &comparison.answer;
    let doubts = match answer.doubts.len() {
        0 => "no doubts".to_owned(),
        1 => "1 doubt".to_owned(),
        count => format!("{count} doubts"),
    };
    let led: Vec<&str> = answer
        .signals
        .iter()
        .filter(|signal| signal.weight > Weight::ZERO)
        .filter(|signal| matches!((&signal.outcome, answer.pick), (Outcome::Lead(leaders), Some(pick)) if leaders.contains(&pick)))
        .map(|signal| signal.label.as_str())
        .collect();
    let title =
        answer.pick.and_then(|pick| comparison.tools.get(pick)).map_or("", |tool| tool.title.as_str());
    let totals = comparison.tools.iter().zip(&answer.totals);
    let totals: Vec<String> = totals.map(|(tool, total)| format!("{} {total}", tool.title)).collect();
    let totals = totals.join(", ");
    let call = match answer.ending {
        Ending::Pick => format!("Pick: {title}, on {} ({totals})", and(&led)),
        Ending::Thin => format!("Pick: {title}, on one signal: {}", and(&led)),
        Ending::Close if answer.totals.iter().all(|total| *total == Weight::ZERO) => {
            "Too close to call: nobody leads on any signal".to_owned()
        }
        Ending::Close => format!("Too close to call ({totals})"),
    };
    let none = answer.doubts.iter().find(|doubt| doubt.kind == NONE_SHIPS);
    let none = none.map(|doubt| format!("{}. ", sentence(&doubt.text))).unwrap_or_default();
    format!("{none}{call}; {doubts}")
}

/// What a signal says, in one sentence: its name, its weight where it is not 1, its outcome and the reason.
pub fn signal(signal: &Signal, comparison: &Comparison<'_>) -> String {
    let weight =
        if signal.weight == Weight::ONE { String::new() } else { format!(" (weight {})", signal.weight) };
    let outcome = match &signal.outcome {
        Outcome::Lead(leaders) => {
            let titles: Vec<&str> = leaders
                .iter()
                .filter_map(|&leader| comparison.tools.get(leader))
                .map(|tool| tool.title.as_str())
                .collect();
            format!("{} {}", and(&titles), if titles.len() == 1 { "leads" } else { "lead" })
        }
        Outcome::Tie => "a tie".to_owned(),
        Outcome::Unknown => "cannot tell".to_owned(),
    };
    format!("{}{weight}: {outcome}; {}.", signal.label, signal.reason)
}

/// A doubt as a sentence.
pub fn doubt(doubt: &Doubt) -> String {
    format!("{}.", sentence(&doubt.text))
}

/// What would change the answer, a sentence each, and last what would not.
pub fn flips(comparison: &Comparison<'_>) -> Vec<String> {
    let answer = |pick: Option<usize>| match pick.and_then(|pick| comparison.tools.get(pick)) {
        Some(tool) => tool.title.as_str(),
        None => "too close to call",
    };
    let mut sentences: Vec<String> = comparison
        .answer
        .flips
        .iter()
        .map(|flip| {
            let Flip { of, weight, below, at, above } = flip;
            let of = weighed(of);
            match below {
                None => format!("Weight of {of}: at {weight} {}, above it {}.", answer(*at), answer(*above)),
                Some(below) if below == at => {
                    format!("Weight of {of}: up to {weight} {}, above it {}.", answer(*at), answer(*above))
                }
                Some(below) if at == above => {
                    format!("Weight of {of}: below {weight} {}, from it on {}.", answer(*below), answer(*at))
                }
                Some(below) => {
                    let (below, at, above) = (answer(*below), answer(*at), answer(*above));
                    format!("Weight of {of}: below {weight} {below}, at {weight} {at}, above it {above}.")
                }
            }
        })
        .collect();
    let steady: Vec<&str> = comparison.answer.steady.iter().map(weighed).collect();
    if !steady.is_empty() {
        sentences.push(format!("No weight of {} changes it.", crate::text::either(&steady)));
    }
    sentences
}

fn weighed(of: &Weighed) -> &str {
    match of {
        Weighed::Signal(_, label) => label,
        Weighed::Reviewer(name) => name,
    }
}

/// A text as the beginning of a sentence.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What changed between a review and the one before it.
pub fn changes(changes: &[Change], first: bool) -> String {
    let change = |change: &Change| match change {
        Change::Verdict { reviewer, from, to } => {
            format!("{reviewer}: {} → {}", said(*from), said(*to))
        }
        Change::Entry { from, to } => {
            let word = |word: &Option<String>| word.clone().unwrap_or_else(|| MISSING.to_owned());
            format!("entry price: {} → {}", word(from), word(to))
        }
    };
    match changes {
        [] if first => "first review".to_owned(),
        [] => "nothing flipped".to_owned(),
        changes => changes.iter().map(change).collect::<Vec<_>>().join("; "),
    }
}

fn said(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("unclear", Verdict::word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_always_carry_their_counts() {
        let tally = |ship, skip, abstain, unclear| Tally { ship, skip, abstain, unclear };
        for (tally, words) in [
            (tally(3, 1, 0, 0), "75% ship (3 of 4)"),
            (tally(2, 0, 1, 0), "100% ship (2 of 2), 1 abstains"),
            (tally(0, 2, 2, 1), "0% ship (0 of 2), 2 abstain, 1 unclear"),
            (tally(0, 0, 2, 0), "not judged, 2 abstain"),
        ] {
            assert_eq!(panel(tally), words);
        }
        assert_eq!(community(Votes { ship: 12, skip: 3 }), "80% ship (12 of 15 votes)");
        assert_eq!(community(Votes::default()), "no votes");
    }

    #[test]
    fn prices_are_a_word_and_a_price() {
        let pricing = |entry: Option<&str>, from: Option<&str>| Pricing {
            entry: entry.map(Into::into),
            from: from.map(Into::into),
            details: vec![],
        };
        assert_eq!(entry(&pricing(Some("Free"), None)), "Free");
        assert_eq!(entry(&pricing(Some("Freemium"), Some("$20/month"))), "Freemium (from $20/month)");
        assert_eq!(entry(&pricing(None, Some("From $5"))), "— (From $5)");
    }
}
