//! Lists of words in sentences.

/// Texts as a list: `a`, `a and b`, `a, b and c`.
pub fn and<T: AsRef<str>>(texts: &[T]) -> String {
    joined(texts, "and")
}

/// Texts as a choice: `a`, `a or b`, `a, b or c`.
pub fn either<T: AsRef<str>>(texts: &[T]) -> String {
    joined(texts, "or")
}

fn joined<T: AsRef<str>>(texts: &[T], word: &str) -> String {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    match texts.as_slice() {
        [] => String::new(),
        [text] => (*text).to_owned(),
        [texts @ .., last] => format!("{} {word} {last}", texts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(
            (and(&[""; 0]), and(&["a"]), and(&["a", "b"])),
            (String::new(), "a".into(), "a and b".into())
        );
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
    }
}
