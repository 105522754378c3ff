//! The reviews that come with the program, and the README's first command.

use std::path::Path;

use tiebreak::catalog::{self, Folder};

use crate::run::{finish, program};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_first_command_compares_two_shipped_reviews() {
    let run = finish(program(&["compare", "axolotl", "smolvlm2"]).current_dir(root()));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("Axolotl v0.16 vs SmolVLM2-2B\n"));
    for shown in [
        "75% ship (3 of 4)",
        "100% ship (4 of 4)",
        "Paid",
        "Free",
        "Builder, Skeptic and Futurist judged both: 3 of 3",
    ] {
        assert!(run.stdout.contains(shown), "{shown}");
    }
}

#[test]
fn the_shipped_reviews_have_no_problem() {
    let run = finish(program(&["check", "--strict"]).current_dir(root()));
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
}

#[test]
fn the_shipped_reviews_are_worth_reading() {
    let folder = Folder { path: root().join("reviews"), shown: "reviews".into() };
    let catalog = catalog::load(&folder).catalog;
    assert!(catalog.tools.len() >= 16);
    let current: Vec<_> = catalog.tools.iter().filter_map(|tool| tool.current()).collect();
    let mut categories: Vec<_> = current.iter().filter_map(|review| review.category.as_deref()).collect();
    categories.sort_unstable();
    categories.dedup();
    assert!(categories.len() >= 4);
    let mut panel = catalog.reviewers.clone();
    panel.sort();
    assert_eq!(panel, ["Builder", "Creator", "Founder", "Futurist", "Skeptic"]);
    for review in &current {
        let has = |key: &str| review.facts.iter().any(|(fact, _)| fact == key);
        let priced = review.pricing.details.iter().any(|(key, _)| key == "as-of");
        assert!(
            review.url.is_some() && review.reviewed.is_some() && has("license") && priced,
            "{}",
            review.title()
        );
    }
    let (bodies, _) = catalog::bodies(&folder, &current, &[]);
    for (review, body) in current.iter().zip(&bodies) {
        assert!(!body.description.is_empty(), "{}", review.title());
        assert!(body.quotes.iter().all(|quote| !quote.is_empty()), "{}", review.title());
    }
    assert!(catalog.tools.iter().any(|tool| tool.reviews.len() > 1));
    assert!(current.iter().any(|review| review.panel.iter().all(|opinion| opinion.own_file)));
}
