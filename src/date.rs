//! Calendar dates: reading them, today, and how long ago one is. The only home of jiff.
//!
//! How a date is laid out on a screen or page belongs to `render`.

pub use jiff::civil::Date;

/// Reads a date as reviews write it: `YYYY-MM-DD`, alone or followed by a time (`T` or a blank).
///
/// Returns `None` where the text is anything else, or a day that no calendar has.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let rest = text.get(10..)?;
    let shaped = day.char_indices().all(|(i, c)| match i {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    });
    // A time behind the date is not needed, but it must look like one: `2026-04-080` is a typing error.
    let timed = rest.is_empty()
        || rest
            .strip_prefix(['T', 't', ' '])
            .is_some_and(|time| time.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if shaped && timed { day.parse().ok() } else { None }
}

/// Finds the last valid `YYYY-MM-DD` in a path, as radars name their folders.
pub fn last_in_path(path: &str) -> Option<Date> {
    let digit = |i: usize| path.as_bytes().get(i).is_some_and(u8::is_ascii_digit);
    (0..path.len()).rev().find_map(|start| {
        let alone = !start.checked_sub(1).is_some_and(digit) && !digit(start + 10);
        if alone { path.get(start..start + 10).and_then(parse) } else { None }
    })
}

/// Today's date in the local time zone.
pub fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// The days from one date to another; negative where it is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// How long before `today` a date is, in words: `today`, `3 days ago`, `7 months ago`, `in 2 days`.
///
/// Days up to two months, months up to two years, then years; halves are dropped, never rounded up.
pub fn age(date: Date, today: Date) -> String {
    let days = (today - date).get_days();
    let (early, late) = if date <= today { (date, today) } else { (today, date) };
    let whole_months = (i32::from(late.year()) - i32::from(early.year())) * 12
        + (i32::from(late.month()) - i32::from(early.month()))
        - i32::from(late.day() < early.day());
    let (count, unit) = match (days.unsigned_abs(), whole_months) {
        (0, _) => return "today".to_owned(),
        (days, months) if days <= 60 || months < 2 => (i64::from(days), "day"),
        (_, months) if months < 24 => (i64::from(months), "month"),
        (_, months) => (i64::from(months / 12), "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if days > 0 { format!("{count} {unit}{plural} ago") } else { format!("in {count} {unit}{plural}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_dates_and_dates_with_times_only() {
        for text in ["2026-04-08", " 2026-04-08 ", "2026-04-08T10:00:00-07:00", "2026-04-08 10:00"] {
            assert_eq!(parse(text), Some(date(2026, 4, 8)), "{text}");
        }
        for text in [
            "2026-02-30",
            "2026-4-8",
            "08.04.2026",
            "2026-04-080",
            "2026-04-08x",
            "",
            "soon",
            "２０２６-04-08",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_valid_date_of_a_path_counts() {
        assert_eq!(last_in_path("2024-01-15/2025-07-01/vue.md"), Some(date(2025, 7, 1)));
        assert_eq!(last_in_path("2024-01-15/2025-13-01/vue.md"), Some(date(2024, 1, 15)));
        assert_eq!(last_in_path("漢字-2024-01-15.md"), Some(date(2024, 1, 15)));
        assert_eq!(last_in_path("build-12024-01-155.md"), None);
    }

    #[test]
    fn ages_are_said_in_the_unit_a_person_would_use() {
        let today = date(2026, 11, 23);
        for (day, words) in [
            (date(2026, 11, 23), "today"),
            (date(2026, 11, 22), "1 day ago"),
            (date(2026, 9, 24), "60 days ago"),
            (date(2026, 4, 8), "7 months ago"),
            (date(2024, 11, 24), "23 months ago"),
            (date(2024, 11, 23), "2 years ago"),
            (date(2026, 11, 25), "in 2 days"),
        ] {
            assert_eq!(age(day, today), words);
        }
    }
}
