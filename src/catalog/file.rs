//! Opening and reading one file of the folder, so that no kind of file can hang or flood the run.
//!
//! What the text means is `front_matter`'s and `body`'s.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::problem::{Fault, Place, Places};
use crate::error::reason;

/// How much is read of a file that gives no text, in bytes.
const HEAD: u64 = 64 * 1024;
/// The largest file that is read, in bytes.
pub const LIMIT: u64 = 1024 * 1024;

/// A file that gives no text, and what can be read of its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Why.
    pub fault: Fault,
    /// Its first kilobytes, with what is not UTF-8 replaced: enough to tell which tool it is about.
    pub head: String,
}

/// Reads a regular file of at most [`LIMIT`] bytes as UTF-8 text.
///
/// A link, FIFO, socket or device is never followed, waited for or read: the file is looked at only once it is open.
///
/// # Errors
///
/// Why the file cannot be read, with the place of the first byte that is not UTF-8.
pub fn read(path: &Path) -> Result<String, Unreadable> {
    let fault =
        |message: String| Unreadable { fault: Fault::error(Place::START, message), head: String::new() };
    let failed = |error: io::Error| fault(format!("cannot be read: {}", reason(&error)));
    let file = open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(fault("is not a regular file".to_owned()));
    }
    let large = metadata.len() > LIMIT;
    let limit = if large { HEAD } else { LIMIT + 1 };
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(limit)).unwrap_or_default() + 1);
    // The file may have grown since: read one byte past the limit at most.
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    let head = |bytes: &[u8]| {
        let head = usize::try_from(HEAD).unwrap_or_default();
        String::from_utf8_lossy(bytes.get(..head).unwrap_or(bytes)).into_owned()
    };
    if large || bytes.len() as u64 > LIMIT {
        let message = format!("is larger than {} KiB: move what is not the review elsewhere", LIMIT / 1024);
        return Err(Unreadable { head: head(&bytes), ..fault(message) });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        // What is valid is the same in both, so the place of the first invalid byte is too.
        let place = Places::new(&text, 1).at(valid);
        let fault = Fault::error(place, "is not UTF-8 from here on: save the file as UTF-8");
        Unreadable { fault, head: head(error.as_bytes()) }
    })
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;

    // A FIFO without a writer would block, a link could lead out of the folder, a terminal could become ours.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    #[test]
    fn text_is_read_up_to_the_limit() {
        let limit = usize::try_from(LIMIT).unwrap();
        let (_folder, path) = written(&vec![b'x'; limit]);
        assert_eq!(read(&path).unwrap().len(), limit);
        let (_folder, path) = written(&vec![b'x'; limit + 1]);
        assert!(read(&path).unwrap_err().fault.message.contains("1024 KiB"));
    }

    #[test]
    fn the_first_byte_that_is_not_utf8_is_named() {
        let (_folder, path) = written(b"ab\nc\xff");
        let place = read(&path).unwrap_err().fault.place;
        assert_eq!((place.line, place.column), (2, 2));
    }

    #[cfg(unix)]
    #[test]
    fn links_folders_and_devices_are_refused_at_once() {
        let (folder, path) = written(b"x");
        let link = folder.path().join("link.md");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(read(&link).is_err());
        assert!(read(folder.path()).unwrap_err().fault.message.contains("regular"));
        assert!(read(Path::new("/dev/zero")).unwrap_err().fault.message.contains("regular"));
        let fifo = folder.path().join("fifo.md");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
            .unwrap();
        assert!(read(&fifo).unwrap_err().fault.message.contains("regular"));
    }
}
