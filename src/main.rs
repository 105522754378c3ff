//! The program: read the arguments, run, say what failed, exit.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use tiebreak::cli::{self, Stop};
use tiebreak::completion;
use tiebreak::error::{Error, Kind, Outcome, reason};
use tiebreak::render::safe::Safe;
use tiebreak::settings::Environment;
use tiebreak::streams::Streams;

fn main() -> ExitCode {
    completion::answer();
    let arguments: Vec<OsString> = env::args_os().collect();
    let environment = Environment::current();
    let (stdout_color, stderr_color) = environment.colors(cli::color(&arguments));
    let streams = Streams { stdout_color, stderr_color };
    match run(&arguments, &environment, &streams) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            streams.error(&error);
            error.kind.exit_code().into()
        }
    }
}

fn run(arguments: &[OsString], environment: &Environment, streams: &Streams) -> Result<Outcome, Error> {
    let args = match cli::parse(arguments) {
        Ok(args) => args,
        Err(Stop::Help(text)) => return streams.result(|out| write!(out, "{text}")).map(|()| Outcome::Done),
        Err(Stop::Wrong(text)) => {
            // The parser drops what it takes for escape sequences; asked again, it has nothing to drop.
            let safe =
                arguments.iter().map(|argument| Safe::new(&argument.to_string_lossy()).to_string().into());
            let again = cli::parse(&safe.collect::<Vec<OsString>>());
            streams.usage(if let Err(Stop::Wrong(text)) = &again { text } else { &text });
            return Ok(Outcome::Misused);
        }
    };
    let start = env::current_dir().map_err(|error| {
        Error::new(Kind::Folder, format!("cannot tell the current folder: {}", reason(&error)))
    })?;
    tiebreak::run(&args, environment, &start, streams)
}
