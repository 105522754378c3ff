//! `export`: files that are whole or not there, and nothing replaced that was not meant to be.

use std::fs;

use crate::run::{Folder, Run, review};

fn folder() -> Folder {
    Folder::new(&[("a.md", &review("Alpha", "reviewed: 2026-01-01")), ("b.md", &review("Beta", ""))])
}

fn failed(run: &Run, message: &str) {
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (2, "", message));
}

#[test]
fn markdown_goes_to_stdout_unless_otherwise_asked_for() {
    let folder = folder();
    let run = folder.run("export alpha beta --as-of 2026-11-23");
    assert!(
        run.stdout.starts_with("## Alpha vs Beta\n\n**Too close to call: ")
            && run.stdout.contains("\n\nAs of 2026-11-23.\n")
    );
    assert_eq!(folder.run("export alpha beta -o - --as-of 2026-11-23").stdout, run.stdout);
    assert_eq!(folder.run("compare alpha beta --format markdown --as-of 2026-11-23").stdout, run.stdout);
    assert!(folder.run("export alpha beta --format json").stdout.starts_with('{'));
}

#[test]
fn the_ending_picks_the_format() {
    let folder = folder();
    for (name, start) in [
        ("x.md", "## Alpha"),
        ("x.markdown", "## Alpha"),
        ("x.json", "{"),
        ("x.JSON.txt", "Alpha vs Beta\nToo close to call"),
    ] {
        let run = folder.run(&format!("export alpha beta -o {name}"));
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""), "{name}");
        let text = fs::read_to_string(folder.path(name)).unwrap();
        assert!(text.starts_with(start), "{name}: {text}");
        assert!(!text.contains(" ago)") && !text.contains('\u{1b}'));
    }
    failed(
        &folder.run("export alpha beta -o x.pdf"),
        "error: the ending of x.pdf names no format\n  end it with .md, .markdown, .json or .txt, or name one with --format\n",
    );
    assert_eq!(folder.run("export alpha beta -o x.pdf --format json").code, 0);
}

#[test]
fn an_existing_file_is_replaced_only_by_force() {
    let folder = folder();
    fs::write(folder.path("x.md"), "mine").unwrap();
    failed(&folder.run("export alpha beta -o x.md"), "error: x.md exists\n  replace it with --force\n");
    assert_eq!(fs::read_to_string(folder.path("x.md")).unwrap(), "mine");
    assert_eq!(folder.run("export alpha beta -o x.md --force").code, 0);
    assert!(fs::read_to_string(folder.path("x.md")).unwrap().starts_with("## Alpha"));
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_left_behind() {
    let folder = folder();
    failed(
        &folder.run("export alpha beta -o no/x.md"),
        "error: cannot write no/x.md: No such file or directory\n",
    );
    fs::create_dir(folder.path("x.md")).unwrap();
    failed(&folder.run("export alpha beta -o x.md --force"), "error: cannot write x.md: it is a folder\n");
    let mut left: Vec<_> =
        fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["reviews", "x.md"]);
}

#[cfg(unix)]
#[test]
fn permissions_are_the_masks_or_the_old_files() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder();
    let mode = |name: &str| fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777;
    let script = format!("umask 027; exec {} export alpha beta -o x.md", env!("CARGO_BIN_EXE_tiebreak"));
    assert!(
        std::process::Command::new("sh")
            .args(["-c", &script])
            .current_dir(folder.path(""))
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(mode("x.md"), 0o640);
    fs::set_permissions(folder.path("x.md"), fs::Permissions::from_mode(0o604)).unwrap();
    folder.run("export alpha beta -o x.md --force");
    assert_eq!(mode("x.md"), 0o604);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_to_what_it_names() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    fs::create_dir(folder.path("deep")).unwrap();
    symlink("deep/real.md", folder.path("link.md")).unwrap();
    assert_eq!(folder.run("export alpha beta -o link.md").code, 0);
    assert!(fs::symlink_metadata(folder.path("link.md")).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.path("deep/real.md")).unwrap().starts_with("## Alpha"));
    failed(&folder.run("export alpha beta -o link.md"), "error: link.md exists\n  replace it with --force\n");
    symlink("loop.md", folder.path("loop.md")).unwrap();
    failed(&folder.run("export alpha beta -o loop.md"), "error: cannot write loop.md: too many links\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_fifo_and_a_device_are_written_to_as_they_are() {
    let folder = folder();
    let fifo = folder.path("fifo.md");
    rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
        .unwrap();
    let reader = std::thread::spawn({
        let fifo = fifo.clone();
        move || fs::read_to_string(fifo).unwrap()
    });
    assert_eq!(folder.run("export alpha beta -o fifo.md").code, 0);
    assert!(reader.join().unwrap().starts_with("## Alpha"));
    failed(
        &folder.run("export alpha beta -o /dev/full --format markdown"),
        "error: cannot write /dev/full: No space left on device\n",
    );
}
