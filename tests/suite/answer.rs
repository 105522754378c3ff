//! The answer as its users meet it: weights, configuration, reviewers.

use crate::run::{Folder, Run, review};

fn folder(config: &str) -> Folder {
    let folder = Folder::new(&[
        (
            "a.md",
            &review(
                "Alpha",
                "panel: {Ann: ship, Bob: ship, Cy: skip}\npricing: Paid\nreviewed: 2026-01-01\nsize: 2k\nlayout: wide",
            ),
        ),
        (
            "b.md",
            &review(
                "Beta",
                "panel: {Ann: ship, Bob: skip, Cy: skip}\npricing: Free\nreviewed: 2026-01-01\nsize: 1,500 rows\nlayout: tall",
            ),
        ),
    ]);
    if !config.is_empty() {
        folder.write("tiebreak.toml", config.as_bytes());
    }
    folder
}

fn line(run: &Run) -> &str {
    assert_eq!(run.code, 0, "{run}");
    run.stdout.lines().nth(1).unwrap()
}

fn compare(folder: &Folder, more: &str) -> Run {
    folder.run(&format!("compare alpha beta --as-of 2026-02-01 --width 200 {more}"))
}

#[test]
fn the_answer_stands_under_the_title_and_in_full_at_the_end() {
    let run = compare(&folder(""), "");
    assert_eq!(line(&run), "Too close to call (Alpha 1, Beta 1); 1 doubt");
    let answer = run.stdout.split("\nAnswer\n").nth(1).unwrap();
    let expected = "\
Too close to call (Alpha 1, Beta 1); 1 doubt
• panel: Alpha leads; of the reviewers who judged both, 2 of 3 would ship Alpha and 1 of 3 would ship Beta.
• community: cannot tell; nobody voted on Alpha and Beta.
• entry price: Beta leads; Alpha is Paid and Beta is Free.
Doubts
? Nobody voted on any of them.
What would change it
• Weight of panel: below 1 Beta, at 1 too close to call, above it Alpha.
• Weight of entry price: below 1 Alpha, at 1 too close to call, above it Beta.
• Weight of Bob: at 0 Beta, above it too close to call.
• No weight of community, Ann or Cy changes it.
";
    assert_eq!(answer, expected);
    assert!(run.stdout.contains("Free ← leads"));
}

#[test]
fn weights_come_from_the_configuration_and_the_command_line() {
    assert_eq!(
        line(&compare(&folder(""), "--weigh entry=0.5")),
        "Pick: Alpha, on one signal: panel; 1 doubt"
    );
    assert_eq!(
        line(&compare(&folder(""), "--weigh-reviewer bob=0")),
        "Pick: Beta, on one signal: entry price; 2 doubts"
    );
    let weighty =
        folder("[criteria.size]\nbetter = 'lower'\nweight = 2\nunit = 'rows'\n[reviewers.Bob]\nweight = 0\n");
    assert_eq!(
        line(&compare(&weighty, "")),
        "Pick: Beta, on entry price and size (Alpha 0, Beta 3); 2 doubts"
    );
    assert_eq!(
        line(&compare(&weighty, "--weigh size=0 --weigh-reviewer Bob=1")),
        "Too close to call (Alpha 1, Beta 1); 1 doubt"
    );
    let run = compare(&weighty, "");
    assert!(
        run.stdout
            .contains("size (weight 2): Beta leads; Alpha has 2k and Beta has 1,500 rows; lower is better."),
        "{run}"
    );
}

#[test]
fn unknown_signals_and_reviewers_and_bad_weights_are_errors() {
    let folder = folder("[criteria.size]\nbetter = 'lower'\n");
    for (more, message) in [
        ("--weigh pannel=1", "error: no signal is named \"pannel\"\n  did you mean panel?\n"),
        ("--weigh panel", "error: \"panel\" gives no weight\n  write --weigh SIGNAL=N\n"),
        ("--weigh-reviewer Anne=2", "error: no reviewer is named \"Anne\"\n  did you mean Ann?\n"),
        (
            "--weigh size=1.0001",
            "error: \"1.0001\" is not a weight: a number from 0 to 1000 with at most three digits after the point\n  write --weigh SIGNAL=N\n",
        ),
    ] {
        let run = compare(&folder, more);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (2, "", message));
    }
}

#[test]
fn a_wrong_configuration_is_an_error_with_every_place() {
    let folder = folder("stale-aftr = '1d'\n[reviewers.Ann]\nweight = 2000\n");
    let message = "error: reviews/tiebreak.toml is wrong\n  reviews/tiebreak.toml:1:1: unknown key \"stale-aftr\": did you mean stale-after?\n  reviews/tiebreak.toml:3:10: \"2000\" is not a weight: a number from 0 to 1000 with at most three digits after the point\n";
    for command in ["compare alpha beta", "list", "show alpha", "check", "reviewers"] {
        let run = folder.run(command);
        assert_eq!((run.code, run.stderr.as_str()), (2, message), "{command}");
    }
    folder.write("tiebreak.toml", b"[reviewers.Anne]\nweight = 2\n");
    let message = "error: reviews/tiebreak.toml:1:12: no reviewer is named \"Anne\"\n  did you mean Ann?\n";
    assert_eq!(folder.run("compare alpha beta").stderr, message);
}

#[test]
fn a_reviewer_of_weight_0_is_left_out_of_all_but_the_split() {
    let run = compare(&folder(""), "--weigh-reviewer bob=0");
    assert!(
        run.stdout.contains("Ann and Cy judged both: 1 of 2 would ship Alpha and 1 of 2 would ship Beta."),
        "{run}"
    );
    assert!(run.stdout.contains("Bob counts for nothing: weight 0."));
    assert!(run.stdout.contains("≠ Bob"));
}

#[test]
fn a_panel_of_very_many_reviewers_is_answered() {
    let panel = |odd: usize| -> String {
        let verdict = |number: usize| if (number + odd).is_multiple_of(3) { "ship" } else { "skip" };
        (0..1000).map(|number| format!("  Reviewer {number}: {}\n", verdict(number))).collect()
    };
    let many = |odd| format!("panel:\n{}", panel(odd));
    let folder = Folder::new(&[("a.md", &review("Alpha", &many(0))), ("b.md", &review("Beta", &many(1)))]);
    let run = folder.run("compare alpha beta --brief");
    assert_eq!(line(&run), "The panel would ship none of them. Pick: Alpha, on one signal: panel; 3 doubts");
}

#[test]
fn hidden_facts_are_in_json_only() {
    let folder = folder("hide = ['layout']\n");
    assert!(!compare(&folder, "").stdout.contains("layout"));
    assert!(!folder.run("show alpha").stdout.contains("layout"));
    assert!(!folder.run("export alpha beta").stdout.contains("layout"));
    assert!(folder.run("compare alpha beta --format json").stdout.contains("\"layout\": \"wide\""));
}

#[test]
fn stale_reviews_are_those_older_than_the_configuration_says() {
    assert!(!compare(&folder("stale-after = '31d'\n"), "").stdout.contains("older"));
    assert!(
        compare(&folder("stale-after = '30d'\n"), "")
            .stdout
            .contains("The reviews of Alpha and Beta are older than 30 days.")
    );
}

#[test]
fn reviewers_are_listed_with_whom_they_agree() {
    let run = folder("[reviewers.Ann]\nabout = 'Ships'\n").run("reviewers --width 200");
    let rows: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .skip(2)
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(rows[0][..4], ["Ann", "2", "100% (2 of 2)", "0% (0 of 1)"]);
    assert_eq!(
        rows[0][4..],
        ["Bob, 50% (1 of 2)", "Cy, 0% (0 of 2)", "Ships everything, which tells nothing. Ships"]
    );
    assert_eq!(rows[2][6], "Skips everything, which tells nothing.");
}
