//! The reviewers of a folder, as values: how much each says, and with whom they agree. Pure.
//!
//! Only current reviews count. How it is laid out is the formats'.

use crate::model::{Catalog, Review, Tally, Verdict, reviewer_key};

/// What one reviewer is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// Who.
    pub name: String,
    /// What they are about, as the configuration says.
    pub about: Option<String>,
    /// Their verdicts.
    pub tally: Tally,
    /// How often they are of the opinion of most of the rest of a panel, where it has one.
    pub with_rest: Agreement,
    /// Whom they agree with most, over the tools that both judged.
    pub most: Option<(String, Agreement)>,
    /// Whom they agree with least; none where there is only one other.
    pub least: Option<(String, Agreement)>,
}

impl Reviewer {
    /// How many opinions they have.
    pub fn opinions(&self) -> u64 {
        let Tally { ship, skip, abstain, unclear } = self.tally;
        ship + skip + abstain + unclear
    }

    /// The one verdict that they give to all of several tools, so that it tells nothing.
    pub fn always(&self) -> Option<Verdict> {
        match (self.tally.ship, self.tally.skip) {
            (2.., 0) => Some(Verdict::Ship),
            (0, 2..) => Some(Verdict::Skip),
            _ => None,
        }
    }
}

/// How often two agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// On how many tools.
    pub agree: u64,
    /// Of how many.
    pub of: u64,
}

impl Agreement {
    fn count(&mut self, agrees: bool) {
        self.of += 1;
        self.agree += u64::from(agrees);
    }
}

/// All reviewers of a catalog, in path order of the first file that names each.
pub fn reviewers(catalog: &Catalog, about: impl Fn(&str) -> Option<String>) -> Vec<Reviewer> {
    let current: Vec<&Review> = catalog.tools.iter().filter_map(|tool| tool.current()).collect();
    catalog
        .reviewers
        .iter()
        .map(|name| reviewer(name, &catalog.reviewers, &current, about(&reviewer_key(name))))
        .collect()
}

fn reviewer(name: &str, all: &[String], current: &[&Review], about: Option<String>) -> Reviewer {
    let key = reviewer_key(name);
    let mut tally = Tally::default();
    let mut with_rest = Agreement::default();
    for review in current {
        let Some(opinion) = review.opinion_of(&key) else { continue };
        tally.count(opinion.verdict);
        let Some(mine) = judged(review, &key) else { continue };
        let rest = review.tally();
        let (ship, skip) =
            (rest.ship - u64::from(mine == Verdict::Ship), rest.skip - u64::from(mine == Verdict::Skip));
        if ship != skip {
            with_rest.count((mine == Verdict::Ship) == (ship > skip));
        }
    }
    let mut pairs: Vec<(String, Agreement)> = Vec::new();
    for other in all.iter().filter(|other| reviewer_key(other) != key) {
        let other_key = reviewer_key(other);
        let mut agreement = Agreement::default();
        for review in current {
            if let (Some(mine), Some(theirs)) = (judged(review, &key), judged(review, &other_key)) {
                agreement.count(mine == theirs);
            }
        }
        if agreement.of > 0 {
            pairs.push((other.clone(), agreement));
        }
    }
    // The higher share first, of equal ones that over more tools, then in the order of the folder.
    pairs.sort_by(|(_, one), (_, other)| {
        (other.agree * one.of).cmp(&(one.agree * other.of)).then_with(|| other.of.cmp(&one.of))
    });
    let most = pairs.first().cloned();
    // The lowest share; of equal ones that over more tools.
    let lowest = pairs.iter().rev().max_by(|(_, one), (_, other)| {
        (other.agree * one.of).cmp(&(one.agree * other.of)).then_with(|| one.of.cmp(&other.of))
    });
    let least = lowest.filter(|_| pairs.len() > 1).cloned();
    Reviewer { name: name.to_owned(), about, tally, with_rest, most, least }
}

/// The verdict of a reviewer, by key, on a review, where it judges.
fn judged(review: &Review, key: &str) -> Option<Verdict> {
    review.opinion_of(key)?.verdict.filter(|verdict| verdict.judges())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::front_matter::{read, split};
    use crate::catalog::history::{File, assemble};
    use crate::model::Source;

    /// Reviewers of tools with these panels.
    fn reviewers_of(panels: &[&str]) -> Vec<Reviewer> {
        let file = |(number, panel): (usize, &&str)| {
            let text = format!("---\ntool: T{number}\npanel: {{{panel}}}\n---\n");
            let (fields, _) = read(&split(&text).unwrap().unwrap()).unwrap();
            let shown = format!("{number}.md");
            File { source: Source { path: (&shown).into(), shown }, fields }
        };
        let assembled = assemble(panels.iter().enumerate().map(file).collect());
        let catalog =
            Catalog { tools: assembled.tools, reviewers: assembled.reviewers, unusable: Vec::new() };
        reviewers(&catalog, |_| None)
    }

    #[test]
    fn agreement_is_counted_over_what_both_judged() {
        let found = reviewers_of(&[
            "Ann: ship, Bob: ship, Cy: skip",
            "Ann: ship, Bob: skip, Cy: skip",
            "Ann: ship, Bob: abstain, Cy: ship, Dee: ship",
            "Ann: ship, Cy: skip",
        ]);
        let [ann, bob, cy, dee] = found.as_slice() else { panic!("four") };
        assert_eq!((ann.opinions(), ann.tally.ship, ann.always()), (4, 4, Some(Verdict::Ship)));
        // T0: the rest is 1 to 1, left out. T1: the rest skips. T2: the rest ships. T3: the rest skips.
        assert_eq!(ann.with_rest, Agreement { agree: 1, of: 3 });
        assert_eq!(ann.most, Some(("Dee".into(), Agreement { agree: 1, of: 1 })));
        assert_eq!(ann.least, Some(("Cy".into(), Agreement { agree: 1, of: 4 })));
        assert_eq!((bob.opinions(), bob.with_rest), (3, Agreement { agree: 0, of: 0 }));
        assert_eq!(bob.most, Some(("Ann".into(), Agreement { agree: 1, of: 2 })));
        assert_eq!(cy.always(), None);
        assert_eq!((dee.always(), dee.with_rest), (None, Agreement { agree: 1, of: 1 }));
    }
}
