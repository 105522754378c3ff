//! Completions and man pages.

use crate::run::{Folder, finish, program, review};

#[test]
fn every_shell_gets_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = finish(&mut program(&["completions", shell]));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{shell}");
        assert!(run.stdout.contains("COMPLETE") && run.stdout.contains("tiebreak"), "{shell}");
    }
    assert_eq!(finish(&mut program(&["completions", "tcsh"])).code, 2);
}

#[test]
fn tools_complete_by_slug_from_the_folder() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha One", "")),
        ("b.md", &review("Beta", "")),
        ("c.md", &review("Alphabet", "")),
    ]);
    let complete = |words: &[&str]| {
        let mut command = folder.command(&[&["--", "tiebreak"], words].concat());
        command.env("COMPLETE", "fish");
        finish(&mut command).stdout
    };
    assert_eq!(complete(&["compare", "alp"]), "alpha-one\tAlpha One\nalphabet\tAlphabet\n");
    assert_eq!(complete(&["show", "b"]), "beta\tBeta\n");
    assert_eq!(complete(&["export", "beta", "alpha-"]), "alpha-one\tAlpha One\n");
    assert_eq!(complete(&["compare", "--reviews", "nowhere", "alp"]), "");
    assert!(complete(&["comp"]).starts_with("compare\t"));
}

#[test]
fn man_pages_are_made_from_the_help() {
    let page = finish(&mut program(&["man"])).stdout;
    assert!(page.contains(".TH tiebreak 1") && page.contains("Exit codes") && page.contains("compare"));
    let page = finish(&mut program(&["man", "compare"])).stdout;
    assert!(page.contains(".TH tiebreak-compare 1") && page.contains("Leave out quotes"), "{page}");
    let run = finish(&mut program(&["man", "compair"]));
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}
