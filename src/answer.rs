//! The answer: which one, why, how sure, and what would change it. Pure functions over values.
//!
//! Every signal is judged for itself; its leaders get its weight; the highest total is the pick. Weights are
//! compared exactly, never in floating point. How the answer is worded for a page is `render::words`'.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::comparison::Subject;
use crate::date::Date;
use crate::model::{Value, Verdict, fold, reviewer_key};
use crate::quantity::{self, Quantity};
use crate::statistics::{Share, wilson};
use crate::text::and;
use crate::weight::Weight;

/// The fewest reviewers behind the panel signal that raise no doubt.
const ENOUGH_REVIEWERS: usize = 3;

/// The kind of the doubt that the panel would ship none of the tools: the answer says it first.
pub const NONE_SHIPS: &str = "none-ships";

/// What the answer is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Weights of signals that are not 1, by the signal's name.
    pub weights: HashMap<String, Weight>,
    /// Weights of reviewers that are not 1, by [`reviewer_key`].
    pub reviewers: HashMap<String, Weight>,
    /// Words for entry prices, best first.
    pub price_order: Vec<String>,
    /// Facts that count.
    pub criteria: Vec<Criterion>,
    /// The days after which a review raises a doubt.
    pub stale_after: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            weights: HashMap::new(),
            reviewers: HashMap::new(),
            price_order: ["Free", "Freemium", "Paid"].map(ToOwned::to_owned).to_vec(),
            criteria: Vec::new(),
            stale_after: 180,
        }
    }
}

impl Rules {
    /// The names of the signals, in the order in which they are judged.
    pub fn signals(&self) -> Vec<&str> {
        let criteria = self.criteria.iter().map(|criterion| criterion.key.as_str());
        ["panel", "community", "entry"].into_iter().chain(criteria).collect()
    }

    /// The weight of a signal.
    pub fn weight(&self, signal: &str) -> Weight {
        self.weights.get(signal).copied().unwrap_or(Weight::ONE)
    }

    /// The weight of a reviewer.
    pub fn reviewer(&self, name: &str) -> Weight {
        self.reviewers.get(&reviewer_key(name)).copied().unwrap_or(Weight::ONE)
    }
}

/// A fact that counts in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// The key of the fact; dots go into maps.
    pub key: String,
    /// What to call it.
    pub label: Option<String>,
    /// Whether more is better.
    pub higher: bool,
    /// A word behind the number that may be missing.
    pub unit: Option<String>,
}

/// Which one, why, how sure, and what would change it. Tools are numbered as they were named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The tool with the highest total, if there is one.
    pub pick: Option<usize>,
    /// How the answer ends.
    pub ending: Ending,
    /// The sum of each tool's weights.
    pub totals: Vec<Weight>,
    /// What each signal says.
    pub signals: Vec<Signal>,
    /// What speaks against being sure.
    pub doubts: Vec<Doubt>,
    /// The weights at which the answer changes.
    pub flips: Vec<Flip>,
    /// What has no weight that changes the answer.
    pub steady: Vec<Weighed>,
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A tool leads on more than one signal.
    Pick,
    /// The pick leads on a single signal.
    Thin,
    /// Equal highest totals: too close to call.
    Close,
}

/// What one signal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Its name.
    pub name: String,
    /// What to call it.
    pub label: String,
    /// Its weight.
    pub weight: Weight,
    /// Who leads on it.
    pub outcome: Outcome,
    /// Why, in one sentence with its numbers.
    pub reason: String,
}

/// Who leads on a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// These, but not all.
    Lead(Vec<usize>),
    /// Nobody beats anybody.
    Tie,
    /// A value is missing, or does not compare.
    Unknown,
}

/// Something that speaks against being sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of doubt it is: a stable word.
    pub kind: &'static str,
    /// What it is, in one sentence.
    pub text: String,
}

/// What has a weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weighed {
    /// A signal, by name, with what to call it.
    Signal(String, String),
    /// A reviewer.
    Reviewer(String),
}

/// A weight at which the answer changes. Each answer is a pick, or none where it is too close to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// What is weighed.
    pub of: Weighed,
    /// The weight at which it turns.
    pub weight: Weight,
    /// The answer for any lower weight; none at weight 0.
    pub below: Option<Option<usize>>,
    /// The answer at it.
    pub at: Option<usize>,
    /// The answer for any higher weight.
    pub above: Option<usize>,
}

/// Answers which of some tools to take. `titles` are what to call them.
pub fn answer(subjects: &[Subject<'_>], titles: &[String], rules: &Rules, as_of: Date) -> Answer {
    let judge = Judge { subjects, titles, rules, voices: voices(subjects, rules) };
    let signals = judge.signals();
    let (pick, totals) = tally(&signals, subjects.len(), &|signal| signal.weight);
    let leads = |signal: &&Signal| {
        let led = pick
            .is_some_and(|pick| matches!(&signal.outcome, Outcome::Lead(leaders) if leaders.contains(&pick)));
        led && signal.weight > Weight::ZERO
    };
    let ending = match (pick, signals.iter().filter(leads).count()) {
        (None, _) => Ending::Close,
        (Some(_), 1) => Ending::Thin,
        (Some(_), _) => Ending::Pick,
    };
    let doubts = judge.doubts(pick, &signals, as_of);
    let (flips, steady) = judge.flips(&signals);
    Answer { pick, ending, totals, signals, doubts, flips, steady }
}

/// The pick and all totals, with weights as given.
fn tally(
    signals: &[Signal],
    tools: usize,
    weight: &dyn Fn(&Signal) -> Weight,
) -> (Option<usize>, Vec<Weight>) {
    let mut totals = vec![Weight::ZERO; tools];
    for signal in signals {
        if let Outcome::Lead(leaders) = &signal.outcome {
            for &leader in leaders {
                if let Some(total) = totals.get_mut(leader) {
                    *total = total.plus(weight(signal));
                }
            }
        }
    }
    let highest = totals.iter().max().copied().unwrap_or_default();
    let mut best = totals.iter().enumerate().filter(|(_, total)| **total == highest).map(|(tool, _)| tool);
    let first = best.next();
    let pick = if best.next().is_some() { None } else { first };
    (pick, totals)
}

/// Who is beaten by nobody, unless that is everybody.
fn leaders(tools: usize, better: impl Fn(usize, usize) -> bool) -> Outcome {
    let unbeaten: Vec<usize> =
        (0..tools).filter(|&tool| !(0..tools).any(|other| better(other, tool))).collect();
    if unbeaten.len() == tools { Outcome::Tie } else { Outcome::Lead(unbeaten) }
}

struct Judge<'a> {
    subjects: &'a [Subject<'a>],
    titles: &'a [String],
    rules: &'a Rules,
    voices: Vec<Voice>,
}

/// Someone who judged any of the tools.
struct Voice {
    name: String,
    weight: Weight,
    /// Whether they would ship each tool; none where they did not judge it.
    ships: Vec<Option<bool>>,
}

impl Voice {
    fn judged_all(&self) -> bool {
        self.ships.iter().all(Option::is_some)
    }
}

/// Everyone who judged any of the tools, in the order of the panels.
fn voices(subjects: &[Subject<'_>], rules: &Rules) -> Vec<Voice> {
    let mut voices: Vec<Voice> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (tool, subject) in subjects.iter().enumerate() {
        for opinion in &subject.review.panel {
            let Some(verdict) = opinion.verdict.filter(|verdict| verdict.judges()) else { continue };
            let index = *known.entry(reviewer_key(&opinion.reviewer)).or_insert_with(|| {
                let (name, weight) = (opinion.reviewer.clone(), rules.reviewer(&opinion.reviewer));
                voices.push(Voice { name, weight, ships: vec![None; subjects.len()] });
                voices.len() - 1
            });
            if let Some(ship) = voices.get_mut(index).and_then(|voice| voice.ships.get_mut(tool)) {
                *ship = Some(verdict == Verdict::Ship);
            }
        }
    }
    voices
}

/// How the panel signal is judged.
struct Panel {
    /// Whether by the reviewers who judged all of the tools.
    like_for_like: bool,
    /// For each tool: the weight of those who would ship it, and of all who count.
    shares: Vec<(Weight, Weight)>,
    /// The same in heads.
    heads: Vec<(usize, usize)>,
    /// Whether anyone weighs more or less than 1.
    weighed: bool,
}

impl Judge<'_> {
    fn title(&self, tool: usize) -> &str {
        self.titles.get(tool).map_or("", String::as_str)
    }

    fn both(&self) -> String {
        if self.subjects.len() == 2 { "both".to_owned() } else { format!("all {}", self.subjects.len()) }
    }

    /// The titles of some of the tools.
    fn titles_of(&self, which: impl Fn(usize) -> bool) -> Vec<&str> {
        let tools = self.titles.iter().enumerate().filter(|(tool, _)| which(*tool));
        tools.map(|(_, title)| title.as_str()).collect()
    }

    /// A phrase for each tool, as a list in a sentence.
    fn each(&self, phrase: impl Fn(usize, &str) -> String) -> String {
        let phrases: Vec<String> =
            self.titles.iter().enumerate().map(|(tool, title)| phrase(tool, title)).collect();
        and(&phrases)
    }

    fn signals(&self) -> Vec<Signal> {
        let (panel, community, entry) = (self.panel_signal(), self.community(), self.entry());
        let mut signals: Vec<Signal> = [
            ("panel", "panel", panel),
            ("community", "community", community),
            ("entry", "entry price", entry),
        ]
        .into_iter()
        .map(|(name, label, (outcome, reason))| self.signal(name, label, outcome, reason))
        .collect();
        for criterion in &self.rules.criteria {
            let (outcome, reason) = self.criterion(criterion);
            let label = criterion.label.as_deref().unwrap_or(&criterion.key);
            signals.push(self.signal(&criterion.key, label, outcome, reason));
        }
        signals
    }

    fn signal(&self, name: &str, label: &str, outcome: Outcome, reason: String) -> Signal {
        let weight = self.rules.weight(name);
        Signal { name: name.to_owned(), label: label.to_owned(), weight, outcome, reason }
    }

    /// Everyone who counts.
    fn counting(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(|voice| voice.weight > Weight::ZERO)
    }

    /// What each voice weighs.
    fn weights(&self) -> Vec<Weight> {
        self.voices.iter().map(|voice| voice.weight).collect()
    }

    /// The panel as it counts: a reviewer of weight 0 is left out before like for like is decided.
    fn panel(&self, weights: &[Weight]) -> Panel {
        let mut counting = self.voices.iter().zip(weights).filter(|(_, weight)| **weight > Weight::ZERO);
        let like_for_like = counting.any(|(voice, _)| voice.judged_all());
        self.shares(weights, like_for_like)
    }

    /// The shares of those who count, like for like or plain.
    fn shares(&self, weights: &[Weight], like_for_like: bool) -> Panel {
        let mut shares = vec![(Weight::ZERO, Weight::ZERO); self.subjects.len()];
        let mut heads = vec![(0, 0); self.subjects.len()];
        let mut weighed = false;
        for (voice, &weight) in self.voices.iter().zip(weights) {
            if weight == Weight::ZERO || (like_for_like && !voice.judged_all()) {
                continue;
            }
            weighed |= weight != Weight::ONE;
            for ((share, head), ship) in shares.iter_mut().zip(&mut heads).zip(&voice.ships) {
                if let Some(ship) = ship {
                    share.1 = share.1.plus(weight);
                    head.1 += 1;
                    if *ship {
                        share.0 = share.0.plus(weight);
                        head.0 += 1;
                    }
                }
            }
        }
        Panel { like_for_like, shares, heads, weighed }
    }

    fn panel_outcome(panel: &Panel) -> Outcome {
        if panel.shares.iter().any(|(_, all)| *all == Weight::ZERO) {
            return Outcome::Unknown;
        }
        // Shares compare crosswise, exactly.
        let higher = |one: usize, other: usize| match (panel.shares.get(one), panel.shares.get(other)) {
            (Some((ship, all)), Some((other_ship, other_all))) => {
                let product =
                    |a: &Weight, b: &Weight| u128::from(a.thousandths()) * u128::from(b.thousandths());
                product(ship, other_all) > product(other_ship, all)
            }
            _ => false,
        };
        leaders(panel.shares.len(), higher)
    }

    fn panel_signal(&self) -> (Outcome, String) {
        let panel = self.panel(&self.weights());
        let outcome = Self::panel_outcome(&panel);
        let weighed = panel.weighed;
        let share = |tool: usize| match (panel.heads.get(tool), panel.shares.get(tool)) {
            (Some((_, 0)), _) | (None, _) | (_, None) => "nobody who counts".to_owned(),
            (Some((ship, all)), Some((ship_weight, weight))) if weighed => {
                format!("{ship} of {all} (weight {ship_weight} of {weight})")
            }
            (Some((ship, all)), _) => format!("{ship} of {all}"),
        };
        let ships = self.each(|tool, title| format!("{} would ship {title}", share(tool)));
        let reason = match (panel.like_for_like, &outcome) {
            (true, _) => format!("of the reviewers who judged {}, {ships}", self.both()),
            (false, Outcome::Unknown) => {
                let unjudged = self.titles_of(|tool| panel.heads.get(tool).is_some_and(|(_, all)| *all == 0));
                format!("nobody who counts judged {}", and(&unjudged))
            }
            (false, _) => format!("no reviewer judged {}, so the plain shares count: {ships}", self.both()),
        };
        (outcome, reason)
    }

    fn community(&self) -> (Outcome, String) {
        let shares: Vec<Option<Share>> =
            self.subjects.iter().map(|subject| subject.review.community.share()).collect();
        let without = self.titles_of(|tool| shares.get(tool).is_some_and(Option::is_none));
        if !without.is_empty() {
            return (Outcome::Unknown, format!("nobody voted on {}", and(&without)));
        }
        let intervals: Vec<(f64, f64)> = shares.iter().flatten().map(|share| wilson(*share)).collect();
        let outcome =
            leaders(intervals.len(), |one, other| match (intervals.get(one), intervals.get(other)) {
                (Some((low, _)), Some((_, high))) => low > high,
                _ => false,
            });
        let shares = self.each(|tool, title| match (shares.get(tool), intervals.get(tool)) {
            (Some(Some(share)), Some((low, high))) => {
                let (low, high) = (low * 100.0, high * 100.0);
                format!("{} of {} would ship {title} ({low:.0}% to {high:.0}%)", share.part, share.whole)
            }
            _ => String::new(),
        });
        let overlap = match &outcome {
            Outcome::Lead(_) if self.subjects.len() == 2 => "do not overlap",
            Outcome::Lead(_) => "do not all overlap",
            _ => "overlap",
        };
        (outcome, format!("{shares}; the 95% intervals {overlap}"))
    }

    fn entry(&self) -> (Outcome, String) {
        let words: Vec<Option<&str>> =
            self.subjects.iter().map(|subject| subject.review.pricing.entry.as_deref()).collect();
        let rank = |word: &str| self.rules.price_order.iter().position(|known| fold(known) == fold(word));
        let ranks: Vec<Option<usize>> = words.iter().map(|word| rank((*word)?)).collect();
        for (tool, word) in words.iter().enumerate() {
            match word {
                None => return (Outcome::Unknown, format!("{} has no entry price", self.title(tool))),
                Some(word) if rank(word).is_none() => {
                    let order = self.rules.price_order.join(", ");
                    return (
                        Outcome::Unknown,
                        format!("\"{word}\" of {} is none of {order}", self.title(tool)),
                    );
                }
                Some(_) => {}
            }
        }
        let outcome = leaders(ranks.len(), |one, other| ranks.get(one) < ranks.get(other));
        let words = self.each(|tool, title| {
            format!("{title} is {}", words.get(tool).copied().flatten().unwrap_or_default())
        });
        (outcome, words)
    }

    fn criterion(&self, criterion: &Criterion) -> (Outcome, String) {
        let texts: Vec<Option<String>> =
            self.subjects.iter().map(|subject| fact(subject, &criterion.key)).collect();
        let shown = self.each(|tool, title| match texts.get(tool) {
            Some(Some(text)) => format!("{title} has {text}"),
            _ => format!("{title} does not say"),
        });
        if texts.iter().all(Option::is_none) {
            return (Outcome::Unknown, "none of them says".to_owned());
        }
        if texts.iter().any(Option::is_none) {
            return (Outcome::Unknown, shown);
        }
        let unit = criterion.unit.as_deref().map(fold);
        let numbers: Option<Vec<Quantity>> = texts
            .iter()
            .map(|text| {
                let mut number = quantity::parse(text.as_deref()?)?;
                if unit.as_ref() == Some(&number.rest) {
                    number.rest.clear();
                }
                Some(number)
            })
            .collect();
        let Some(numbers) = numbers else {
            return (Outcome::Unknown, format!("{shown}: not all can be read as numbers"));
        };
        let same = |number: &Quantity| {
            numbers.first().is_some_and(|first| (first.sign, &first.rest) == (number.sign, &number.rest))
        };
        if !numbers.iter().all(same) {
            return (Outcome::Unknown, format!("{shown}: these do not compare"));
        }
        let wanted = if criterion.higher { Ordering::Greater } else { Ordering::Less };
        let outcome = leaders(numbers.len(), |one, other| match (numbers.get(one), numbers.get(other)) {
            (Some(one), Some(other)) => one.value.cmp(&other.value) == wanted,
            _ => false,
        });
        (outcome, format!("{shown}; {} is better", if criterion.higher { "higher" } else { "lower" }))
    }

    fn doubts(&self, pick: Option<usize>, signals: &[Signal], as_of: Date) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let mut doubt = |kind: &'static str, text: String| doubts.push(Doubt { kind, text });
        let (panel, plainly) = (self.panel(&self.weights()), self.shares(&self.weights(), false));
        let plain = &plainly.heads;
        let would_skip = |tool: usize| plain.get(tool).is_some_and(|(ship, all)| *all > 0 && 2 * ship < *all);
        let all_skipped = (0..self.subjects.len()).all(would_skip);
        if all_skipped {
            doubt(NONE_SHIPS, "the panel would ship none of them".to_owned());
        } else if let Some(pick) = pick.filter(|&pick| would_skip(pick)) {
            let (ship, all) = plain.get(pick).copied().unwrap_or_default();
            doubt(
                "panel",
                format!("{}'s own panel would skip it: {ship} of {all} would ship it", self.title(pick)),
            );
        }
        if panel.like_for_like {
            let outcomes = (Self::panel_outcome(&panel), Self::panel_outcome(&plainly));
            if let (Outcome::Lead(same), Outcome::Lead(plainly)) = outcomes
                && !same.iter().any(|leader| plainly.contains(leader))
            {
                let names = |tools: &[usize]| and(&self.titles_of(|tool| tools.contains(&tool)));
                let (same, plainly) = (names(&same), names(&plainly));
                doubt(
                    "shares",
                    format!("like for like the panel leads to {same}, by plain shares to {plainly}"),
                );
            }
        } else if panel.shares.iter().all(|(_, all)| *all > Weight::ZERO) {
            doubt(
                "no-common-reviewer",
                format!("no reviewer judged {}: the panel is judged by plain shares", self.both()),
            );
        }
        let partial: Vec<String> = self
            .counting()
            .filter(|voice| !voice.judged_all())
            .map(|Voice { name, ships, .. }| {
                let judged = self.titles_of(|tool| ships.get(tool).is_some_and(Option::is_some));
                format!("{name} judged only {}", and(&judged))
            })
            .collect();
        if !partial.is_empty() {
            doubt("coverage", format!("the panels differ: {}", and(&partial)));
        }
        let behind = self.counting().filter(|voice| !panel.like_for_like || voice.judged_all()).count();
        if behind < ENOUGH_REVIEWERS {
            let text = match behind {
                0 => "no reviewer is behind the panel signal".to_owned(),
                1 => "only 1 reviewer is behind the panel signal".to_owned(),
                _ => format!("only {behind} reviewers are behind the panel signal"),
            };
            doubt("few-reviewers", text);
        }
        let mut categories: Vec<&str> = Vec::new();
        for category in self.subjects.iter().filter_map(|subject| subject.review.category.as_deref()) {
            if categories.iter().all(|other| fold(other) != fold(category)) {
                categories.push(category);
            }
        }
        if categories.len() > 1 {
            doubt("category", format!("the categories differ: {}", and(&categories)));
        }
        self.doubts_of_age(as_of, &mut doubt);
        self.doubts_of_votes(signals, &mut doubt);
        for criterion in &self.rules.criteria {
            let has = |tool: usize| {
                self.subjects.get(tool).and_then(|subject| fact(subject, &criterion.key)).is_some()
            };
            let missing = self.titles_of(|tool| !has(tool));
            // Missing for all, it has nothing to do with these tools.
            if !missing.is_empty() && missing.len() < self.subjects.len() {
                let label = criterion.label.as_deref().unwrap_or(&criterion.key);
                doubt("criterion", format!("\"{label}\" is missing for {}", and(&missing)));
            }
        }
        doubts
    }

    fn doubts_of_age(&self, as_of: Date, doubt: &mut dyn FnMut(&'static str, String)) {
        let date = |tool: usize| self.subjects.get(tool).and_then(|subject| subject.review.reviewed);
        let undated = self.titles_of(|tool| date(tool).is_none());
        if !undated.is_empty() {
            doubt(
                "undated",
                format!("{} {} no date", and(&undated), if undated.len() == 1 { "has" } else { "have" }),
            );
        }
        let days = i64::from(self.rules.stale_after);
        let old = |date: Date| crate::date::days_between(date, as_of) > days;
        let stale = self.titles_of(|tool| date(tool).is_some_and(old));
        if !stale.is_empty() {
            let review = if stale.len() == 1 { "the review" } else { "the reviews" };
            let verb = if stale.len() == 1 { "is" } else { "are" };
            doubt("stale", format!("{review} of {} {verb} older than {days} days", and(&stale)));
        }
    }

    fn doubts_of_votes(&self, signals: &[Signal], doubt: &mut dyn FnMut(&'static str, String)) {
        let community =
            signals.iter().find(|signal| signal.name == "community").map(|signal| &signal.outcome);
        let shares: Vec<Option<Share>> =
            self.subjects.iter().map(|subject| subject.review.community.share()).collect();
        let differ = |one: &Share, other: &Share| one.part * other.whole != other.part * one.whole;
        let first = shares.iter().flatten().next().copied();
        match community {
            Some(Outcome::Unknown) if first.is_none() => {
                doubt("votes", "nobody voted on any of them".to_owned())
            }
            Some(Outcome::Unknown) => {
                let without = self.titles_of(|tool| shares.get(tool).is_some_and(Option::is_none));
                doubt("votes", format!("nobody voted on {}", and(&without)));
            }
            Some(Outcome::Tie)
                if first.is_some_and(|first| shares.iter().flatten().any(|share| differ(share, &first))) =>
            {
                doubt("votes", "there are too few votes to tell".to_owned());
            }
            _ => {}
        }
    }

    /// The weights at which the answer changes, and what has none.
    ///
    /// With all other weights fixed, a signal adds its weight to its leaders only: the answer can turn where that
    /// makes the best of them equal to the best of the others, and nowhere else. The same holds for a reviewer
    /// among the weights of those who would ship each tool, as long as the panel is judged like for like.
    fn flips(&self, signals: &[Signal]) -> (Vec<Flip>, Vec<Weighed>) {
        let (mut flips, mut steady) = (Vec::new(), Vec::new());
        let mut note = |of: Weighed, turning: Option<Weight>, answer: &dyn Fn(Weight) -> Option<usize>| {
            let flip = turning.filter(|weight| *weight <= Weight::MOST).map(|weight| Flip {
                of: of.clone(),
                weight,
                below: weight.minus(Weight::STEP).map(answer),
                at: answer(weight),
                above: answer(weight.plus(Weight::STEP).min(Weight::MOST)),
            });
            match flip
                .filter(|flip| flip.at != flip.above || flip.below.is_some_and(|below| below != flip.at))
            {
                Some(flip) => flips.push(flip),
                None => steady.push(of),
            }
        };
        for signal in signals {
            let of = Weighed::Signal(signal.name.clone(), signal.label.clone());
            let Outcome::Lead(leaders) = &signal.outcome else {
                // Nobody gets its weight, whatever it is.
                note(of, None, &|_| None);
                continue;
            };
            let answer = |weight: Weight| {
                let weigh = |other: &Signal| if other.name == signal.name { weight } else { other.weight };
                tally(signals, self.subjects.len(), &weigh).0
            };
            let weigh = |other: &Signal| if other.name == signal.name { Weight::ZERO } else { other.weight };
            let (_, totals) = tally(signals, self.subjects.len(), &weigh);
            let turning = turning(&totals, |tool| leaders.contains(&tool));
            note(of, turning, &answer);
        }
        if self.panel(&self.weights()).like_for_like {
            for (index, voice) in self.voices.iter().enumerate() {
                let with = |weight: Weight| {
                    let mut weights = self.weights();
                    weights.iter_mut().skip(index).take(1).for_each(|mine| *mine = weight);
                    self.panel(&weights)
                };
                let answer = |weight: Weight| {
                    let outcome = Self::panel_outcome(&with(weight));
                    let mut signals = signals.to_vec();
                    let panel = signals.iter_mut().filter(|signal| signal.name == "panel");
                    panel.for_each(|signal| signal.outcome = outcome.clone());
                    tally(&signals, self.subjects.len(), &|signal| signal.weight).0
                };
                let turning = match voice.ships.iter().copied().collect::<Option<Vec<bool>>>() {
                    // Not among those who are judged by.
                    None => None,
                    Some(ships) => {
                        let without = with(Weight::ZERO);
                        if without.like_for_like {
                            let totals: Vec<Weight> = without.shares.iter().map(|(ship, _)| *ship).collect();
                            turning(&totals, |tool| ships.get(tool).copied().unwrap_or_default())
                        } else {
                            // Without them nobody is left who judged all: the plain shares take over.
                            Some(Weight::ZERO)
                        }
                    }
                };
                note(Weighed::Reviewer(voice.name.clone()), turning, &answer);
            }
        }
        (flips, steady)
    }
}

/// The weight that makes the best of some tools equal to the best of the others; none where they are better anyway,
/// or there are no others.
fn turning(totals: &[Weight], of_these: impl Fn(usize) -> bool) -> Option<Weight> {
    let best = |wanted: bool| {
        let tools = totals.iter().enumerate().filter(|(tool, _)| of_these(*tool) == wanted);
        tools.map(|(_, total)| *total).max()
    };
    best(false)?.minus(best(true)?)
}

/// The text of a fact by key, dots going into maps.
fn fact(subject: &Subject<'_>, key: &str) -> Option<String> {
    let review = subject.review;
    if let Some(detail) = key.strip_prefix("pricing.") {
        return match detail {
            "entry" => review.pricing.entry.clone(),
            "from" => review.pricing.from.clone(),
            _ => lookup(&review.pricing.details, detail),
        };
    }
    lookup(&review.facts, key)
}

fn lookup(entries: &[(String, Value)], key: &str) -> Option<String> {
    if let Some((_, value)) = entries.iter().find(|(name, _)| name == key) {
        return Some(value.compact());
    }
    key.match_indices('.').find_map(|(dot, _)| {
        let (name, rest) = (key.get(..dot)?, key.get(dot + 1..)?);
        match entries.iter().find(|(other, _)| other == name) {
            Some((_, Value::Map(entries))) => lookup(entries, rest),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::body::Body;
    use crate::catalog::front_matter::{read, split};
    use crate::catalog::history::{File, assemble};
    use crate::model::{Source, Tool};
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Tools from front matter, each of one review.
    fn tools(matters: &[String]) -> Vec<Tool> {
        let file = |(number, matter): (usize, &String)| {
            let text = format!("---\n{matter}\n---\n");
            let (fields, faults) = read(&split(&text).unwrap().unwrap()).unwrap();
            assert_eq!(faults, []);
            let shown = format!("{number:02}.md");
            File { source: Source { path: (&shown).into(), shown }, fields }
        };
        assemble(matters.iter().enumerate().map(file).collect()).tools
    }

    fn judged(tools: &[Tool], rules: &Rules) -> Answer {
        let body = Body::default();
        let subjects: Vec<Subject<'_>> =
            tools.iter().map(|tool| Subject { tool, review: tool.current().unwrap(), body: &body }).collect();
        let titles: Vec<String> = tools.iter().map(|tool| tool.name.clone()).collect();
        answer(&subjects, &titles, rules, date(2026, 1, 1))
    }

    /// Panel, votes, entry price and size of a tool.
    type Case = (&'static str, (u64, u64), &'static str, &'static str);

    /// What a tool is, in short: its panel (`+` ship, `-` skip, `o` abstain, `.` no opinion, by Ann, Bob, Cy, Dee),
    /// votes, entry price and a criterion.
    fn matter(name: &str, panel: &str, votes: (u64, u64), entry: &str, size: &str) -> String {
        let verdicts = panel.chars().zip(["Ann", "Bob", "Cy", "Dee"]).filter_map(|(mark, reviewer)| {
            let verdict = match mark {
                '+' => "ship",
                '-' => "skip",
                'o' => "abstain",
                _ => return None,
            };
            Some(format!("{reviewer}: {verdict}"))
        });
        let verdicts = verdicts.collect::<Vec<_>>().join(", ");
        let (ship, skip) = votes;
        format!(
            "tool: {name}\npanel: {{{verdicts}}}\ncommunity: {{ship: {ship}, skip: {skip}}}\npricing: {entry}\nsize: {size}\nreviewed: 2025-12-01"
        )
    }

    fn with_size() -> Rules {
        let size = Criterion { key: "size".into(), label: None, higher: true, unit: Some("tokens".into()) };
        Rules { criteria: vec![size], ..Rules::default() }
    }

    /// The outcomes of all signals in short: the leaders' letters, `=` a tie, `?` unknown; then the pick or `-`.
    fn short(answer: &Answer) -> String {
        let letter = |tool: usize| char::from(b'A' + u8::try_from(tool).unwrap());
        let outcome = |signal: &Signal| match &signal.outcome {
            Outcome::Lead(leaders) => leaders.iter().map(|&leader| letter(leader)).collect(),
            Outcome::Tie => "=".to_owned(),
            Outcome::Unknown => "?".to_owned(),
        };
        let outcomes: Vec<String> = answer.signals.iter().map(outcome).collect();
        let ending = match answer.ending {
            Ending::Pick => "pick",
            Ending::Thin => "thin",
            Ending::Close => "close",
        };
        let pick = answer.pick.map_or('-', letter);
        let totals: Vec<String> = answer.totals.iter().map(ToString::to_string).collect();
        format!("{} {ending} {pick} {}", outcomes.join(" "), totals.join(":"))
    }

    #[test]
    fn answers_are_those_computed_by_hand() {
        let none = (0, 0);
        #[rustfmt::skip]
        let cases: [(&[Case], &str); 14] = [
            // panel      votes     entry       size         panel community entry size, ending, pick, totals
            (&[("+++-", none, "Paid", "~"), ("+++.", none, "Free", "~")], "= ? B ? thin B 0:1"),
            (&[("++--", none, "Free", "~"), ("+++-", none, "Free", "~")], "B ? = ? thin B 0:1"),
            (&[("++--", none, "Free", "~"), ("+++-", none, "Paid", "~")], "B ? A ? close - 1:1"),
            (&[("++..", none, "Free", "1k"), ("..-+", none, "Free", "2k")], "A ? = B close - 1:1"),
            (&[("+...", none, "Free", "1k"), ("oo..", none, "Paid", "2k")], "? ? A B close - 1:1"),
            (&[("++++", (90, 10), "Free", "1"), ("----", (10, 90), "Paid", "2")], "A A A B pick A 3:1"),
            (&[("++++", (9, 1), "odd", "1 tokens"), ("++++", (8, 2), "Free", "2")], "= = ? B thin B 0:1"),
            (&[("+-..", (50, 50), "Paid", "2B"), ("+-..", (90, 10), "Paid", "16GB")], "= B = ? thin B 0:1"),
            (&[("+-..", none, "freemium", "1,000"), ("-+..", none, " PAID ", "999")], "= ? A A pick A 2:0"),
            (&[("+-..", none, "Free", "1,5"), ("-+..", none, "Free", "2")], "= ? = ? close - 0:0"),
            // Three tools.
            (&[("++", none, "Free", "1"), ("+-", none, "Free", "1"), ("--", none, "Paid", "1")], "A ? AB = pick A 2:1:0"),
            (&[("+-", none, "Free", "3"), ("+-", none, "Free", "2"), ("--", none, "Paid", "1")], "AB ? AB A pick A 3:2:0"),
            (&[("+.", none, "Paid", "1"), ("-+", none, "Paid", "1"), (".-", none, "Free", "2")], "A ? C C pick C 1:0:2"),
            // B's interval overlaps both others', so that only C is beaten.
            (&[("++", (95, 5), "Free", "1"), ("++", (8, 2), "Free", "1"), ("++", (50, 50), "Free", "1")], "= AB = = close - 1:1:0"),
        ];
        for (tools_of_case, expected) in cases {
            let names = ["A", "B", "C"];
            let matters = tools_of_case.iter().zip(names);
            let matters: Vec<String> = matters
                .map(|((panel, votes, entry, size), name)| matter(name, panel, *votes, entry, size))
                .collect();
            assert_eq!(short(&judged(&tools(&matters), &with_size())), expected, "{tools_of_case:?}");
        }
    }

    #[test]
    fn weights_of_reviewers_count_inside_the_panel_and_0_leaves_out() {
        let panel =
            tools(&[matter("A", "++--", (0, 0), "Free", "1"), matter("B", "--+.", (0, 0), "Free", "1")]);
        let weighed = |weights: &[(&str, &str)]| {
            let reviewers =
                weights.iter().map(|(name, weight)| ((*name).to_owned(), Weight::parse(weight).unwrap()));
            judged(&panel, &Rules { reviewers: reviewers.collect(), ..Rules::default() })
        };
        // Like for like 2 and 1 of Ann, Bob and Cy.
        assert_eq!(short(&weighed(&[])), "A ? = thin A 1:0");
        assert_eq!(short(&weighed(&[("cy", "2")])), "= ? = close - 0:0");
        assert_eq!(short(&weighed(&[("cy", "2.001")])), "B ? = thin B 0:1");
        assert!(weighed(&[("cy", "2.001")]).signals[0].reason.contains("1 of 3 (weight 2.001 of 4.001)"));
        // Without all who judged both, the plain shares: Dee skips A, nobody who counts judged B.
        assert_eq!(short(&weighed(&[("ann", "0"), ("bob", "0"), ("cy", "0")])), "? ? = close - 0:0");
        assert!(weighed(&[("dee", "0")]).doubts.iter().all(|doubt| doubt.kind != "coverage"));
    }

    #[test]
    fn doubts_have_their_kinds() {
        let kinds = |matters: &[String], rules: &Rules| -> Vec<&'static str> {
            judged(&tools(matters), rules).doubts.iter().map(|doubt| doubt.kind).collect()
        };
        let rules = Rules { stale_after: 31, ..with_size() };
        let votes = (50, 50);
        let a = matter("A", "+++-", votes, "Free", "1");
        assert_eq!(kinds(&[a.clone(), matter("B", "++--", votes, "Free", "1")], &rules), [""; 0]);
        assert_eq!(kinds(&[a.clone(), matter("B", "++--", (60, 40), "Free", "1")], &rules), ["votes"]);
        assert_eq!(
            kinds(&[a.clone(), matter("B", "++--", (0, 0), "Free", "~")], &rules),
            ["votes", "criterion"]
        );
        assert_eq!(
            kinds(&[a.clone(), matter("B", "++..", votes, "Free", "1")], &rules),
            ["coverage", "few-reviewers"]
        );
        assert_eq!(
            kinds(&[a.clone(), matter("B", "++--", votes, "Free", "1") + "\ncategory: x"], &rules),
            [""; 0]
        );
        let other = matter("B", "++--", votes, "Free", "1") + "\ncategory: y";
        assert_eq!(kinds(&[a.clone() + "\ncategory: X", other], &rules), ["category"]);
        let short_lived = Rules { stale_after: 30, ..with_size() };
        assert_eq!(kinds(&[a.clone(), matter("B", "++--", votes, "Free", "1")], &short_lived), ["stale"]);
        let undated = matter("B", "++--", votes, "Free", "1").replace("\nreviewed: 2025-12-01", "");
        assert_eq!(kinds(&[a, undated], &rules), ["undated"]);
        let skipped = [matter("A", "+---", votes, "Free", "1"), matter("B", "----", votes, "Free", "1")];
        assert_eq!(kinds(&skipped, &rules), [NONE_SHIPS]);
        let skipped = [matter("A", "+---", votes, "Free", "1"), matter("B", "---+", votes, "Free", "2")];
        assert_eq!(kinds(&skipped, &rules), [NONE_SHIPS]);
        let own = [matter("A", "+--.", votes, "Free", "3"), matter("B", "-++.", votes, "Paid", "2")];
        assert_eq!(kinds(&own, &rules), ["panel"]);
        let apart = [
            matter("A", "++-.", votes, "Free", "1"),
            matter("B", "+--+", votes, "Free", "1").replace("Cy: skip, ", ""),
        ];
        assert_eq!(kinds(&apart, &rules), ["coverage", "few-reviewers"]);
        let apart = [matter("A", "++..", votes, "Free", "1"), matter("B", "..++", votes, "Free", "1")];
        assert_eq!(kinds(&apart, &rules), ["no-common-reviewer", "coverage"]);
        let like = [
            matter("A", "+---", votes, "Free", "1").replace(", Cy: skip, Dee: skip", ""),
            matter("B", "-+++", votes, "Free", "1"),
        ];
        assert_eq!(kinds(&like, &rules), ["coverage", "few-reviewers"]);
        let against = [
            "tool: A\npanel: {Ann: ship, Bob: skip, Cy: skip}\nreviewed: 2025-12-01".to_owned(),
            "tool: B\npanel: {Ann: skip, Dee: ship, Eve: ship}\nreviewed: 2025-12-01".to_owned(),
        ];
        assert!(kinds(&against, &Rules::default()).contains(&"shares"));
    }

    #[test]
    fn flips_are_those_of_the_example() {
        let pair = [
            matter("Axolotl", "+++-", (0, 0), "Paid", "~"),
            matter("SmolVLM2-2B", "+++.", (0, 0), "Free", "~"),
        ];
        let answer = judged(&tools(&pair), &Rules::default());
        let entry = Weighed::Signal("entry".into(), "entry price".into());
        assert_eq!(
            answer.flips,
            [Flip { of: entry, weight: Weight::ZERO, below: None, at: None, above: Some(1) }]
        );
        // Neither the panel, a tie, nor the community, nor any of the four who judged has such a weight.
        assert_eq!(answer.steady.len(), 6);
    }

    fn any_matter(name: &'static str) -> impl Strategy<Value = String> {
        let panel = proptest::collection::vec(proptest::sample::select(&['+', '-', 'o', '.'][..]), 4);
        let votes = prop_oneof![Just((0, 0)), (0u64..100, 0u64..100)];
        let entry = proptest::sample::select(&["Free", "Freemium", "Paid", "odd", "~"][..]);
        let size = proptest::sample::select(&["1", "2k", "2,000 tokens", "3B", "~", "1,5", "2 cups"][..]);
        (panel, votes, entry, size).prop_map(move |(panel, votes, entry, size)| {
            matter(name, &panel.into_iter().collect::<String>(), votes, entry, size)
        })
    }

    fn any_rules() -> impl Strategy<Value = Rules> {
        let weight = || proptest::sample::select(&["0", "0.5", "1", "1", "1", "2", "2.125", "1000"][..]);
        (proptest::collection::vec(weight(), 4), proptest::collection::vec(weight(), 4)).prop_map(
            |(signals, reviewers)| {
                let of = |names: [&str; 4], weights: Vec<&str>| -> HashMap<String, Weight> {
                    names
                        .into_iter()
                        .map(ToOwned::to_owned)
                        .zip(weights.into_iter().filter_map(Weight::parse))
                        .collect()
                };
                Rules {
                    weights: of(["panel", "community", "entry", "size"], signals),
                    reviewers: of(["ann", "bob", "cy", "dee"], reviewers),
                    ..with_size()
                }
            },
        )
    }

    fn three() -> impl Strategy<Value = Vec<String>> {
        (any_matter("A"), any_matter("B"), any_matter("C")).prop_map(|(a, b, c)| vec![a, b, c])
    }

    fn picked(matters: &[String], rules: &Rules) -> Option<String> {
        let tools = tools(matters);
        judged(&tools, rules).pick.map(|pick| tools[pick].name.clone())
    }

    proptest! {
        #[test]
        fn the_order_of_tools_and_reviewers_never_changes_the_pick(matters in three(), rules in any_rules(), turn in 0usize..3) {
            let mut turned = matters.clone();
            turned.rotate_left(turn);
            turned.swap(0, 1);
            prop_assert_eq!(picked(&matters, &rules), picked(&turned, &rules));
            let reversed = |matter: &String| {
                let (before, rest) = matter.split_once('{').unwrap();
                let (panel, after) = rest.split_once('}').unwrap();
                let panel: Vec<&str> = panel.split(',').rev().map(str::trim).collect();
                format!("{before}{{{}}}{after}", panel.join(", "))
            };
            let reviewers: Vec<String> = matters.iter().map(reversed).collect();
            prop_assert_eq!(picked(&matters, &rules), picked(&reviewers, &rules));
        }

        #[test]
        fn more_weight_on_what_a_tool_leads_never_hurts_it(matters in three(), rules in any_rules(), more in 1u64..3000) {
            let answer = judged(&tools(&matters), &rules);
            for signal in &answer.signals {
                let Outcome::Lead(leaders) = &signal.outcome else { continue };
                let mut heavier = rules.clone();
                let weight = (0..more).fold(signal.weight, |weight, _| weight.plus(Weight::STEP));
                heavier.weights.insert(signal.name.clone(), weight);
                if let Some(pick) = answer.pick.filter(|pick| leaders.contains(pick)) {
                    prop_assert_eq!(judged(&tools(&matters), &heavier).pick, Some(pick));
                }
            }
        }

        #[test]
        fn a_twin_of_one_tool_never_makes_another_win(pair in (any_matter("A"), any_matter("C")), rules in any_rules()) {
            let (one, other) = pair;
            let before = picked(&[one.clone(), other.clone()], &rules);
            let twin = one.replacen("tool: A", "tool: B", 1);
            let after = picked(&[one, twin, other], &rules);
            if before.as_deref() != Some("C") {
                prop_assert_ne!(after.as_deref(), Some("C"));
            }
        }

        #[test]
        fn a_flip_gives_the_answers_it_says(matters in three(), rules in any_rules()) {
            let tools = tools(&matters);
            let answer = judged(&tools, &rules);
            let with = |of: &Weighed, weight: Weight| {
                let mut rules = rules.clone();
                match of {
                    Weighed::Signal(name, _) => rules.weights.insert(name.clone(), weight),
                    Weighed::Reviewer(name) => rules.reviewers.insert(reviewer_key(name), weight),
                };
                judged(&tools, &rules).pick
            };
            for Flip { of, weight, below, at, above } in &answer.flips {
                prop_assert_eq!(with(of, *weight), *at);
                prop_assert_eq!(with(of, weight.plus(Weight::STEP).min(Weight::MOST)), *above);
                prop_assert_eq!(weight.minus(Weight::STEP).map(|lower| with(of, lower)), *below);
                // Nothing else turns on either side.
                prop_assert_eq!(with(of, Weight::MOST), if *weight == Weight::MOST { *at } else { *above });
                if let Some(below) = below {
                    prop_assert_eq!(with(of, Weight::STEP), if *weight == Weight::STEP { *at } else { *below });
                }
            }
            for of in &answer.steady {
                for weight in ["0.001", "0.5", "1", "1.5", "3", "7.125", "999", "1000"] {
                    prop_assert_eq!(with(of, Weight::parse(weight).unwrap()), answer_at_any(&answer, of, &rules, &tools), "{:?} {}", of, weight);
                }
            }
        }
    }

    /// The answer for what no weight of `of` changes: the one that stands, unless that weight is 0 now.
    fn answer_at_any(answer: &Answer, of: &Weighed, rules: &Rules, tools: &[Tool]) -> Option<usize> {
        let mut rules = rules.clone();
        match of {
            Weighed::Signal(name, _) => rules.weights.insert(name.clone(), Weight::ONE),
            Weighed::Reviewer(name) => rules.reviewers.insert(reviewer_key(name), Weight::ONE),
        };
        let pick = judged(tools, &rules).pick;
        assert_eq!(pick, answer.pick);
        pick
    }
}
