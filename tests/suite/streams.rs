//! Streams, color and width, help and failures to write.

use std::process::Stdio;

use crate::run::{Folder, finish, program, review};

fn folder() -> Folder {
    Folder::new(&[
        ("a.md", &review("Alpha", "panel: {Ann: ship}")),
        ("b.md", &review("Beta", "reviewed: soon")),
    ])
}

#[test]
fn color_is_as_asked_and_as_the_environment_says() {
    let folder = folder();
    for (variables, args, colored) in [
        (&[][..], "list", false),
        (&[("CLICOLOR_FORCE", "1")], "list", true),
        (&[("FORCE_COLOR", "1")], "list", true),
        (&[("FORCE_COLOR", "0")], "list", false),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], "list", false),
        (&[("FORCE_COLOR", "1"), ("NO_COLOR", "")], "list", true),
        (&[("FORCE_COLOR", "1"), ("TERM", "dumb")], "list", true),
        (&[("FORCE_COLOR", "1")], "list --color never", false),
        (&[("NO_COLOR", "1")], "list --color=always", true),
        (&[("NO_COLOR", "1")], "--color always list", true),
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        let run = finish(folder.command(&args).envs(variables.iter().copied()));
        assert_eq!(run.stdout.contains('\u{1b}'), colored, "{variables:?} {args:?}");
        assert_eq!(run.stderr.contains('\u{1b}'), colored, "{variables:?} {args:?} on stderr");
    }
}

#[test]
fn help_and_usage_errors_follow_the_same_rules() {
    for (args, variables, colored) in [
        (&["--help"][..], &[][..], false),
        (&["--help"], &[("FORCE_COLOR", "1")], true),
        (&["--help", "--color", "never"], &[("FORCE_COLOR", "1")], false),
        (&["compare", "--nonsense", "--color=always"], &[], true),
        (&["compare", "--nonsense"], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
    ] {
        let run = finish(program(args).envs(variables.iter().copied()));
        assert_eq!((run.stdout + &run.stderr).contains('\u{1b}'), colored, "{args:?}");
    }
}

#[test]
fn short_help_is_short_and_long_help_has_examples() {
    for command in ["compare", "list", "check"] {
        let short = finish(&mut program(&[command, "-h"]));
        let long = finish(&mut program(&[command, "--help"]));
        assert!(!short.stdout.contains("Examples:") && long.stdout.contains("Examples:"), "{command}");
        assert_eq!((short.code, long.code), (0, 0));
    }
    assert_eq!(
        finish(&mut program(&["--version"])).stdout,
        concat!("tiebreak ", env!("CARGO_PKG_VERSION"), "\n")
    );
    assert_eq!(finish(&mut program(&[])).code, 2);
}

#[test]
fn width_is_as_asked_then_columns_then_80() {
    let folder = folder();
    let widest = |args: &str, columns: &str| {
        let args: Vec<&str> = args.split(' ').collect();
        let run = finish(folder.command(&args).env("COLUMNS", columns));
        run.stdout.lines().map(|line| line.chars().count()).max().unwrap()
    };
    let text = "word ".repeat(100);
    folder.write("a.md", format!("---\ntool: Alpha\n---\n{text}\n").as_bytes());
    assert!((71..=80).contains(&widest("compare alpha beta", "")));
    assert!((91..=100).contains(&widest("compare alpha beta", "100")));
    assert!((61..=70).contains(&widest("compare alpha beta --width 70", "100")));
    assert_eq!(folder.run("list --width 5").code, 2);
}

#[test]
fn results_go_to_stdout_and_all_else_to_stderr() {
    let run = folder().run("compare alpha bet");
    assert!(run.stdout.starts_with("Alpha vs Beta\n"));
    assert_eq!(run.stderr.lines().count(), 2);
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let folder = folder();
    let mut child = folder
        .command(&["compare", "alpha", "beta"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = folder();
    for args in [&["list"][..], &["compare", "alpha", "beta"], &["check"], &["--help"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = finish_with_stdout(folder.command(args), full);
        assert_eq!(
            run,
            (2, "error: cannot write the result: No space left on device\n".to_owned()),
            "{args:?}"
        );
    }
}

#[cfg(target_os = "linux")]
fn finish_with_stdout(mut command: std::process::Command, stdout: std::fs::File) -> (i32, String) {
    let output = command.stdout(stdout).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_stdout_is_no_panic() {
    let folder = folder();
    let script = format!("exec {} list >&-", env!("CARGO_BIN_EXE_tiebreak"));
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", &script])
        .current_dir(folder.path(""))
        .output()
        .unwrap();
    assert!([Some(0), Some(2)].contains(&output.status.code()));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_color_and_its_own_width() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{Winsize, tcsetwinsize};
    use std::io::Read;

    let folder = folder();
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    tcsetwinsize(&terminal, Winsize { ws_row: 40, ws_col: 50, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap().into_string().unwrap();
    let open = || std::fs::OpenOptions::new().read(true).write(true).open(&name).unwrap();
    let mut child = folder
        .command(&["list"])
        .env("TERM", "xterm")
        .env("COLUMNS", "200")
        .stdout(open())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.wait().unwrap();
    let mut shown = Vec::new();
    // The other side of a terminal that nobody holds any more reads as an error, after all that was written.
    let _ = std::fs::File::from(terminal).read_to_end(&mut shown);
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains('\u{1b}'));
    let plain = anstream::adapter::strip_str(&shown).to_string();
    assert!(plain.contains("Alpha"));
    assert!(plain.lines().all(|line| tiebreak::unicode::width(line.trim_end_matches('\r')) <= 50), "{plain}");
}
