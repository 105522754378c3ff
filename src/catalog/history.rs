//! Which files make one tool, and which of its reviews is current. Pure: from the fields of files to tools.
//!
//! Reading files is `catalog::file`'s, finding a tool by name is `resolve`'s.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::front_matter::{Fields, Opinions};
use super::problem::{Fault, Level, Place};
use crate::date::Date;
use crate::model::{Opinion, Pricing, Review, Source, Tool, Verdict, Votes, fold, reviewer_key};
use crate::unicode;

/// The reviewer of a review that has one verdict and no name.
pub const DEFAULT_REVIEWER: &str = "Editor";

/// One file that could be read.
#[derive(Debug)]
pub struct File {
    /// Where it is.
    pub source: Source,
    /// What it says.
    pub fields: Fields,
}

/// A fault that shows only when files are held together, with the file it is in and the tool of that file.
pub type Clash = (Source, String, Fault);

/// All tools, in path order of their first file; all reviewers; and what does not fit together.
#[derive(Debug, Default)]
pub struct Assembled {
    /// The tools.
    pub tools: Vec<Tool>,
    /// Every reviewer, spelled as in the first file that names them.
    pub reviewers: Vec<String>,
    /// What does not fit together.
    pub clashes: Vec<Clash>,
}

/// Puts files, in path order, together into tools.
pub fn assemble(files: Vec<File>) -> Assembled {
    let mut spelling = Spelling::default();
    let mut groups: Vec<Vec<File>> = Vec::new();
    let mut group_of: HashMap<String, usize> = HashMap::new();
    for file in files {
        spelling.learn(&file.fields.opinions);
        let group = *group_of.entry(fold(&file.fields.tool)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(group) {
            group.push(file);
        }
    }
    let mut assembled = Assembled::default();
    for group in groups {
        let mut builder = Builder { spelling: &spelling, clashes: &mut assembled.clashes };
        let reviews = builder.reviews(group);
        let mut aliases: Vec<String> = Vec::new();
        for alias in reviews.iter().flat_map(|review| &review.aliases) {
            if !aliases.contains(alias) {
                aliases.push(alias.clone());
            }
        }
        let Some(name) = reviews.first().map(|review| review.tool.clone()) else { continue };
        assembled.tools.push(Tool { name, slug: String::new(), aliases, reviews });
    }
    name_slugs(&mut assembled);
    assembled.reviewers = spelling.order;
    assembled
}

/// The order of versions: runs of digits as numbers, the rest as text, a pre-release (`-`) before its release.
///
/// A leading `v` does not count. No version at all is older than any.
pub fn version_order(one: Option<&str>, other: Option<&str>) -> Ordering {
    let (Some(one), Some(other)) = (one, other) else { return one.is_some().cmp(&other.is_some()) };
    let split = |version: &str| {
        let version = bare_version(version);
        let (release, pre) =
            version.split_once('-').map_or((version.as_str(), None), |(release, pre)| (release, Some(pre)));
        (runs(release), pre.is_none(), pre.map(runs).unwrap_or_default())
    };
    split(one).cmp(&split(other))
}

/// A version as it compares: folded, without a `v` before its first digit.
pub fn bare_version(version: &str) -> String {
    let folded = fold(version);
    match folded.strip_prefix('v') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest.to_owned(),
        _ => folded,
    }
}

/// A run of a version: numbers come before text, and compare as numbers of any length.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    Number { length: usize, digits: String },
    Text(String),
}

fn runs(version: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = version;
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digit || c == '.').unwrap_or(rest.len());
        let (run, after) = rest.split_at(end.max(first.len_utf8()));
        rest = after;
        if digit {
            let digits = run.trim_start_matches('0').to_owned();
            runs.push(Run::Number { length: digits.len(), digits });
        } else if run != "." {
            runs.push(Run::Text(run.to_owned()));
        }
    }
    runs
}

/// How each reviewer is spelled: as in the first file in path order.
#[derive(Default)]
struct Spelling {
    by_key: HashMap<String, String>,
    order: Vec<String>,
}

impl Spelling {
    fn learn(&mut self, opinions: &Opinions) {
        let names: Vec<&str> = match opinions {
            Opinions::None => Vec::new(),
            Opinions::Panel(panel) => panel.iter().map(|(name, ..)| name.as_str()).collect(),
            Opinions::Own(name, _) => vec![name],
            Opinions::Alone(_) => vec![DEFAULT_REVIEWER],
        };
        for name in names {
            if let Entry::Vacant(unknown) = self.by_key.entry(reviewer_key(name)) {
                unknown.insert(name.to_owned());
                self.order.push(name.to_owned());
            }
        }
    }

    fn of(&self, name: &str) -> String {
        self.by_key.get(&reviewer_key(name)).cloned().unwrap_or_else(|| name.to_owned())
    }
}

/// Builds the reviews of one tool.
struct Builder<'a> {
    spelling: &'a Spelling,
    clashes: &'a mut Vec<Clash>,
}

impl Builder<'_> {
    fn clash(&mut self, file: &File, level: Level, place: Place, message: String) {
        self.clashes.push((file.source.clone(), fold(&file.fields.tool), Fault { level, place, message }));
    }

    /// The reviews of one tool, newest first.
    fn reviews(&mut self, group: Vec<File>) -> Vec<Review> {
        let (own, whole): (Vec<_>, Vec<_>) =
            group.into_iter().partition(|file| matches!(file.fields.opinions, Opinions::Own(..)));
        let whole = self.without_duplicates(whole);
        let places: HashMap<Source, Place> =
            whole.iter().map(|file| (file.source.clone(), file.fields.place("tool"))).collect();
        let mut reviews: Vec<Review> = if whole.is_empty() {
            self.of_own_files(&own)
        } else {
            whole.into_iter().map(|file| self.review(file)).collect()
        };
        sort_newest_first(&mut reviews);
        if let Some(tool) = reviews.first().map(|review| review.tool.clone()) {
            let place = |source: &Source| places.get(source).copied().unwrap_or(Place::START);
            let dates = reviews.iter().map(|r| (r.source.clone(), place(&r.source), r.reviewed));
            self.warn_of_mixed_dates(&dates.collect::<Vec<_>>(), &tool);
        }
        for file in own {
            self.attach(file, &mut reviews);
        }
        reviews
    }

    /// Drops reviews of the same version and date; the first in path order counts.
    fn without_duplicates(&mut self, files: Vec<File>) -> Vec<File> {
        let mut seen: HashMap<(Option<String>, Option<Date>), String> = HashMap::new();
        let mut kept = Vec::new();
        for file in files {
            let Fields { version, reviewed, .. } = &file.fields;
            let key = (version.as_deref().map(bare_version), *reviewed);
            if let Some(first) = seen.get(&key) {
                let message = format!(
                    "{} is reviewed in {first} already, with the same version and date: that one counts; change one of them or remove it",
                    file.fields.tool
                );
                self.clash(&file, Level::Error, file.fields.place("tool"), message);
            } else {
                seen.insert(key, file.source.shown.clone());
                kept.push(file);
            }
        }
        kept
    }

    /// Warns where a tool has reviews with and without a date.
    fn warn_of_mixed_dates(&mut self, reviews: &[(Source, Place, Option<Date>)], tool: &str) {
        let undated = reviews.iter().find(|(.., date)| date.is_none());
        if let Some((source, place, _)) = undated
            && reviews.iter().any(|(.., date)| date.is_some())
        {
            let message = format!(
                "this review of {tool} has no date, others have: it counts as the oldest; add \"reviewed: YYYY-MM-DD\""
            );
            self.clashes.push((source.clone(), fold(tool), Fault::warning(*place, message)));
        }
    }

    fn review(&self, file: File) -> Review {
        let File { source, fields } = file;
        let opinion = |name: &str, verdict: Option<Verdict>| Opinion {
            reviewer: self.spelling.of(name),
            verdict,
            reviewed: None,
            source: source.clone(),
            own_file: false,
        };
        let panel = match &fields.opinions {
            Opinions::Panel(panel) => {
                panel.iter().map(|(name, verdict, _)| opinion(name, *verdict)).collect()
            }
            Opinions::Alone(verdict) => vec![opinion(DEFAULT_REVIEWER, *verdict)],
            Opinions::None | Opinions::Own(..) => Vec::new(),
        };
        Review {
            tool: fields.tool,
            version: fields.version,
            category: fields.category,
            tagline: fields.tagline,
            pricing: fields.pricing.unwrap_or_default(),
            panel,
            replaced: Vec::new(),
            community: fields.community.unwrap_or_default(),
            url: fields.url,
            reviewed: fields.reviewed,
            tags: fields.tags,
            aliases: fields.aliases,
            facts: fields.facts,
            source,
            has_body: true,
        }
    }

    /// One empty review a version, dated by the newest of its files; files without a version join the newest.
    fn of_own_files(&self, files: &[File]) -> Vec<Review> {
        let mut versions: Vec<(Option<String>, Vec<&File>)> = Vec::new();
        for file in files {
            let key = file.fields.version.as_deref().map(bare_version);
            match versions.iter_mut().find(|(other, _)| *other == key) {
                Some((_, files)) => files.push(file),
                None => versions.push((key, vec![file])),
            }
        }
        let newest = |files: &[&File]| files.iter().filter_map(|file| file.fields.reviewed).max();
        if versions.len() > 1
            && let Some(index) = versions.iter().position(|(version, _)| version.is_none())
        {
            let (_, unversioned) = versions.remove(index);
            let current = versions.iter_mut().max_by(|(one, ones), (other, others)| {
                newest(ones)
                    .cmp(&newest(others))
                    .then_with(|| version_order(one.as_deref(), other.as_deref()))
            });
            if let Some((_, files)) = current {
                files.extend(unversioned);
                files.sort_by(|one, other| one.source.cmp(&other.source));
            }
        }
        versions
            .into_iter()
            .filter_map(|(_, files)| {
                let first = files.first()?;
                let version = files.iter().find_map(|file| file.fields.version.clone());
                Some(Review {
                    tool: first.fields.tool.clone(),
                    version,
                    category: None,
                    tagline: None,
                    pricing: Pricing::default(),
                    panel: Vec::new(),
                    replaced: Vec::new(),
                    community: Votes::default(),
                    url: None,
                    reviewed: newest(&files),
                    tags: Vec::new(),
                    aliases: Vec::new(),
                    facts: Vec::new(),
                    source: first.source.clone(),
                    has_body: false,
                })
            })
            .collect()
    }

    /// Adds a reviewer's own file to the review it is about. `reviews` are newest first.
    fn attach(&mut self, file: File, reviews: &mut [Review]) {
        let wanted = file.fields.version.as_deref().map(bare_version);
        let about = reviews
            .iter_mut()
            .find(|review| wanted.is_none() || review.version.as_deref().map(bare_version) == wanted);
        let Some(review) = about else {
            let version = file.fields.version.as_deref().unwrap_or_default();
            let message = format!(
                "no review of {} has version {version}: this opinion counts nowhere; use the version of a review or leave it out",
                file.fields.tool
            );
            self.clash(&file, Level::Error, file.fields.place("version"), message);
            return;
        };
        self.fill(review, &file);
        let Opinions::Own(name, verdict) = &file.fields.opinions else { return };
        let opinion = Opinion {
            reviewer: self.spelling.of(name),
            verdict: *verdict,
            reviewed: file.fields.reviewed,
            source: file.source.clone(),
            own_file: true,
        };
        self.add_opinion(review, opinion, &file);
    }

    /// Adds an opinion. Of two by one reviewer the newer counts, of the same date the first in path order.
    fn add_opinion(&mut self, review: &mut Review, opinion: Opinion, file: &File) {
        let key = reviewer_key(&opinion.reviewer);
        let title = review.title();
        let date = |opinion: &Opinion| if opinion.own_file { opinion.reviewed } else { review.reviewed };
        let Some(standing) = review.panel.iter_mut().find(|other| reviewer_key(&other.reviewer) == key)
        else {
            review.panel.push(opinion);
            return;
        };
        let (old, new) = (date(standing), date(&opinion));
        let same_day = old == new;
        let first = standing.source <= opinion.source;
        let newer = if same_day { !first } else { new > old };
        let (kept, dropped) =
            if newer { (&opinion.source, &standing.source) } else { (&standing.source, &opinion.source) };
        let rule = if same_day {
            "of the same date, the first in path order counts"
        } else {
            "the newer one counts"
        };
        let message = format!(
            "{} judges {} in {} and in {}: {rule}, {}",
            opinion.reviewer, title, standing.source.shown, opinion.source.shown, kept.shown,
        );
        let level = if same_day { Level::Error } else { Level::Warning };
        let place = if *dropped == file.source { file.fields.place("reviewer") } else { Place::START };
        self.clashes.push((dropped.clone(), fold(&file.fields.tool), Fault { level, place, message }));
        review.replaced.push(if newer { std::mem::replace(standing, opinion) } else { opinion });
    }

    /// Gives a review what it lacks from a reviewer's file; a different value is a problem.
    fn fill(&mut self, review: &mut Review, file: &File) {
        let Fields { category, tagline, pricing, community, url, tags, aliases, facts, .. } = &file.fields;
        let mut differing: Vec<&str> = Vec::new();
        let mut text =
            |key: &'static str, mine: &mut Option<String>, theirs: &Option<String>| match (&mine, theirs) {
                (_, None) => {}
                (None, Some(value)) => *mine = Some(value.clone()),
                (Some(one), Some(other)) => differing.extend((one != other).then_some(key)),
            };
        text("category", &mut review.category, category);
        text("tagline", &mut review.tagline, tagline);
        text("url", &mut review.url, url);
        for (key, mine, theirs) in
            [("tags", &mut review.tags, tags), ("aliases", &mut review.aliases, aliases)]
        {
            if mine.is_empty() {
                mine.clone_from(theirs);
            } else if !theirs.is_empty() && mine != theirs {
                differing.push(key);
            }
        }
        if let Some(theirs) = pricing {
            if review.pricing == Pricing::default() {
                review.pricing = theirs.clone();
            } else if review.pricing != *theirs {
                differing.push("pricing");
            }
        }
        if let Some(theirs) = community {
            if review.community == Votes::default() {
                review.community = *theirs;
            } else if review.community != *theirs {
                differing.push("community");
            }
        }
        for (key, theirs) in facts {
            match review.facts.iter().find(|(mine, _)| mine == key) {
                None => review.facts.push((key.clone(), theirs.clone())),
                Some((_, mine)) => differing.extend((mine != theirs).then_some(key.as_str())),
            }
        }
        let title = review.title();
        for key in differing {
            let message = format!(
                "\"{key}\" differs from what the review of {title} says: that value counts, remove one of them"
            );
            self.clash(file, Level::Error, file.fields.place(key), message);
        }
    }
}

fn sort_newest_first(reviews: &mut [Review]) {
    reviews.sort_by(|one, other| by_age(other, one).then_with(|| one.source.cmp(&other.source)));
}

/// Older first: by date (none is oldest), then by version.
fn by_age(one: &Review, other: &Review) -> Ordering {
    let dates = one.reviewed.cmp(&other.reviewed);
    dates.then_with(|| version_order(one.version.as_deref(), other.version.as_deref()))
}

/// Letters and digits of any script in lower case, `+` as `plus`, `#` as `sharp`, all else one `-`.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for c in name.to_lowercase().chars() {
        let part_of_letter = !slug.is_empty() && !gap && unicode::is_mark(c);
        let mut push = |text: &str| {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push_str(text);
        };
        match c {
            '+' => push("plus"),
            '#' => push("sharp"),
            _ if c.is_alphanumeric() || part_of_letter => push(c.encode_utf8(&mut [0; 4])),
            _ => gap = true,
        }
    }
    slug
}

/// Gives every tool its slug; on a clash the later tool in path order gets `-2`, `-3` and so on.
fn name_slugs(assembled: &mut Assembled) {
    let mut holders: HashMap<String, String> = HashMap::new();
    for tool in &mut assembled.tools {
        let Some(review) = tool.reviews.first() else { continue };
        let mut wanted = slug(&tool.name);
        if wanted.is_empty() {
            wanted = review.source.stem().to_owned();
        }
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let free = |slug: &String| !holders.contains_key(slug);
        tool.slug = std::iter::once(wanted.clone()).chain(numbered).find(free).unwrap_or_default();
        if let Some(holder) = holders.get(&wanted) {
            let message = format!(
                "{} has the slug of {holder}, \"{wanted}\": it gets \"{}\" instead",
                tool.name, tool.slug
            );
            assembled.clashes.push((
                review.source.clone(),
                fold(&tool.name),
                Fault::warning(Place::START, message),
            ));
        }
        holders.insert(tool.slug.clone(), tool.name.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::super::front_matter::{read, split};
    use super::*;
    use crate::model::Value;

    /// Files as path and front matter, in path order.
    fn assembled(files: &[(&str, &str)]) -> Assembled {
        let file = |(path, matter): &(&str, &str)| {
            let text = format!("---\n{matter}\n---\n");
            let (fields, faults) = read(&split(&text).unwrap().unwrap()).unwrap();
            assert_eq!(faults, []);
            File { source: Source { path: path.into(), shown: (*path).into() }, fields }
        };
        assemble(files.iter().map(file).collect())
    }

    fn messages(assembled: &Assembled) -> Vec<String> {
        assembled
            .clashes
            .iter()
            .map(|(source, _, fault)| format!("{}:{}: {}", source.shown, fault.place.line, fault.message))
            .collect()
    }

    fn panel(review: &Review) -> Vec<String> {
        review
            .panel
            .iter()
            .map(|o| format!("{} {}", o.reviewer, o.verdict.map_or("?", Verdict::word)))
            .collect()
    }

    #[test]
    fn versions_compare_by_runs() {
        let ascending = [
            "0.9",
            "0.10",
            "1.0-alpha",
            "1.0-rc.2",
            "1.0-rc.10",
            "1.0",
            "1.0.1",
            "v2",
            "10",
            "99999999999999999999999",
        ];
        for pair in ascending.windows(2) {
            assert_eq!(version_order(Some(pair[0]), Some(pair[1])), Ordering::Less, "{pair:?}");
        }
        assert_eq!(version_order(Some("v1.10"), Some("1.10")), Ordering::Equal);
        assert_eq!(version_order(None, Some("0")), Ordering::Less);
    }

    #[test]
    fn the_newest_review_is_current() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, version: 1.9, reviewed: 2025-01-01}"),
            ("b.md", "{tool: kit, version: 1.10, reviewed: 2025-01-01}"),
            ("c.md", "{tool: Kit, version: 0.1, reviewed: 2024-01-01}"),
        ]);
        assert_eq!(found.tools.len(), 1);
        let versions: Vec<_> = found.tools[0].reviews.iter().map(|review| review.title()).collect();
        assert_eq!(versions, ["kit v1.10", "Kit v1.9", "Kit v0.1"]);
        assert_eq!(messages(&found), [""; 0]);
    }

    #[test]
    fn undated_reviews_are_the_oldest_and_a_problem_beside_dated_ones() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, version: 9}"),
            ("b.md", "{tool: Kit, version: 1, reviewed: 2024-01-01}"),
        ]);
        assert_eq!(found.tools[0].current().unwrap().title(), "Kit v1");
        assert!(messages(&found)[0].starts_with("a.md:2: "));
    }

    #[test]
    fn of_two_reviews_of_one_version_and_date_the_first_counts() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, version: 1, tagline: one}"),
            ("b.md", "{tool: KIT, version: v1, tagline: two}"),
        ]);
        assert_eq!(found.tools[0].reviews.len(), 1);
        assert_eq!(found.tools[0].reviews[0].tagline.as_deref(), Some("one"));
        assert!(messages(&found)[0].contains("a.md"));
    }

    #[test]
    fn a_reviewers_file_adds_an_opinion_to_its_review() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, version: 1, reviewed: 2024-01-01, panel: {The Ann: ship}}"),
            ("b.md", "{tool: Kit, version: 2, reviewed: 2025-01-01, license: MIT}"),
            ("c.md", "{tool: Kit, version: v1, reviewer: Bob, verdict: skip, reviewed: 2026-01-01}"),
            ("d.md", "{tool: Kit, reviewer: ann, verdict: skip, license: BSD, url: https://kit.example}"),
            ("e.md", "{tool: Kit, version: 3, reviewer: Cy, verdict: skip}"),
        ]);
        let [current, old] = found.tools[0].reviews.as_slice() else { panic!("two reviews") };
        assert_eq!(
            (panel(current), panel(old)),
            (vec!["The Ann skip".to_owned()], vec!["The Ann ship".into(), "Bob skip".into()])
        );
        assert_eq!(old.reviewed, crate::date::parse("2024-01-01"));
        assert_eq!(old.panel[1].reviewed, crate::date::parse("2026-01-01"));
        assert_eq!(current.url.as_deref(), Some("https://kit.example"));
        assert_eq!(current.facts, [("license".to_owned(), Value::Text("MIT".into()))]);
        let said = messages(&found);
        assert!(said[0].starts_with("d.md:2: \"license\" differs"), "{said:?}");
        assert!(said[1].starts_with("e.md:2: no review of Kit has version 3"), "{said:?}");
        assert_eq!(found.reviewers, ["The Ann", "Bob", "Cy"]);
    }

    #[test]
    fn a_tool_with_only_reviewers_files_has_one_review_a_version() {
        let found = assembled(&[
            ("k/a.md", "{tool: Kit, version: 1, reviewer: Ann, verdict: ship, reviewed: 2025-03-01}"),
            (
                "k/b.md",
                "{tool: Kit, version: 1, reviewer: Bob, verdict: skip, reviewed: 2025-05-01, category: Tools}",
            ),
            ("k/c.md", "{tool: Kit, version: 2, reviewer: Bob, verdict: ship, reviewed: 2025-04-01}"),
            ("k/d.md", "{tool: Kit, reviewer: Cy, verdict: ship, reviewed: 2025-06-01}"),
        ]);
        let [current, old] = found.tools[0].reviews.as_slice() else { panic!("two reviews") };
        assert_eq!(
            (current.title(), panel(current)),
            ("Kit v1".to_owned(), vec!["Ann ship".into(), "Bob skip".into(), "Cy ship".into()])
        );
        assert_eq!(current.reviewed, crate::date::parse("2025-06-01"));
        assert_eq!(current.category.as_deref(), Some("Tools"));
        assert_eq!(panel(old), ["Bob ship"]);
        assert_eq!(messages(&found), [""; 0]);
    }

    #[test]
    fn of_two_opinions_of_one_reviewer_the_newer_counts() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, reviewed: 2025-01-01, panel: {Ann: ship, Bob: ship}}"),
            ("b.md", "{tool: Kit, reviewer: ann, verdict: skip, reviewed: 2025-06-01}"),
            ("c.md", "{tool: Kit, reviewer: Bob, verdict: skip, reviewed: 2025-01-01}"),
        ]);
        let review = found.tools[0].current().unwrap();
        assert_eq!(panel(review), ["Ann skip", "Bob ship"]);
        assert_eq!(review.replaced.len(), 2);
        let levels: Vec<_> =
            found.clashes.iter().map(|(source, _, fault)| (source.shown.as_str(), fault.level)).collect();
        assert_eq!(levels, [("a.md", Level::Warning), ("c.md", Level::Error)]);
    }

    #[test]
    fn a_verdict_alone_is_the_editors() {
        let found = assembled(&[("a.md", "{tool: Kit, verdict: ship}")]);
        assert_eq!(panel(found.tools[0].current().unwrap()), ["Editor ship"]);
    }

    #[test]
    fn slugs_are_letters_and_digits_of_any_script() {
        for (name, expected) in [
            ("SmolVLM2-2B", "smolvlm2-2b"),
            ("C++ & C#", "cplusplus-csharp"),
            ("  v0 (by Vercel)! ", "v0-by-vercel"),
            ("通义千问 2.5", "通义千问-2-5"),
            ("می\u{200c}خواهم", "می-خواهم"),
            ("हिन्दी", "हिन्दी"),
            ("Cafe\u{301}", "cafe\u{301}"),
            ("🦀", ""),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn clashing_slugs_are_numbered_and_said() {
        let files =
            [("a.md", "tool: A b"), ("crab.md", "tool: 🦀"), ("y.md", "tool: A-b"), ("z.md", "tool: a b 2")];
        let found = assembled(&files);
        let slugs: Vec<_> = found.tools.iter().map(|tool| tool.slug.as_str()).collect();
        assert_eq!(slugs, ["a-b", "crab", "a-b-2", "a-b-2-2"]);
        assert_eq!(found.clashes.len(), 2);
    }

    #[test]
    fn path_order_is_that_of_bytes() {
        let found = assembled(&[
            ("kit.md", "{tool: Kit}"),
            ("kit-b.md", "{tool: Kit, reviewer: Ann, verdict: ship, reviewed: 2026-01-01}"),
            ("kit/a.md", "{tool: Kit, reviewer: Ann, verdict: skip, reviewed: 2026-01-01}"),
        ]);
        assert_eq!(panel(found.tools[0].current().unwrap()), ["Ann ship"]);
    }

    #[test]
    fn empty_prices_and_votes_differ_from_nothing() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, pricing: Paid, community: {ship: 3}}"),
            ("b.md", "{tool: Kit, reviewer: Ann, verdict: ship, pricing: '', community: {ship: }}"),
            ("c.md", "{tool: Kit, reviewer: Bob, verdict: ship, pricing: {}, community: {}}"),
        ]);
        assert_eq!(messages(&found), [""; 0]);
    }

    #[test]
    fn reviewers_files_with_and_without_dates_are_mixed_too() {
        let found = assembled(&[
            ("a.md", "{tool: Kit, version: 1, reviewer: Ann, verdict: ship}"),
            ("b.md", "{tool: Kit, version: 2, reviewer: Ann, verdict: ship, reviewed: 2026-01-01}"),
        ]);
        assert_eq!(messages(&found).len(), 1);
    }
}
