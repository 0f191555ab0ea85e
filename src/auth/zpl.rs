//! ZPL, the indented `name = value` text of ZeroMQ RFC 4, as far as certificates need it.
//!
//! Reading takes what PyZMQ and CZMQ write and what people make of it: indentation by any number
//! of spaces or tabs, values with or without quotes, a comment after a value. Writing produces only
//! what both of them read.

/// One line that says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item<'a> {
    /// Number of the line, from 1.
    pub(super) line: usize,
    /// How many items it is nested in.
    pub(super) depth: usize,
    /// The outermost of these.
    pub(super) section: Option<&'a str>,
    /// What stands before `=`, or alone.
    pub(super) name: &'a str,
    /// What stands after `=`, without quotes and comment.
    pub(super) value: Option<&'a str>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// Number of the line, from 1.
    pub(super) line: usize,
    /// What is wrong, to follow "line n:".
    pub(super) problem: &'static str,
}

/// Reads all items in order.
pub(super) fn parse(text: &str) -> Result<Vec<Item<'_>>, SyntaxError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut items = Vec::new();
    // The items that enclose the current line, with their indentation.
    let mut enclosing: Vec<(usize, &str)> = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let number = index + 1;
        let wrong = |problem| SyntaxError { line: number, problem };
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(wrong("a control character; a certificate is plain text"));
        }
        let content = line.trim_start_matches(BLANK);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let indent = indentation(line);
        let (name, value) = split(content).map_err(wrong)?;
        let depth = enclosing.iter().take_while(|&&(outer, _)| outer < indent).count();
        enclosing.truncate(depth);
        items.push(Item { line: number, depth, section: enclosing.first().map(|&(_, name)| name), name, value });
        enclosing.push((indent, name));
    }
    Ok(items)
}

const BLANK: [char; 2] = [' ', '\t'];

fn indentation(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| BLANK.contains(c));
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Splits a line without indentation into name and value.
fn split(content: &str) -> Result<(&str, Option<&str>), &'static str> {
    match content.split_once('=') {
        Some((head, tail)) if without_comment(head) == head => {
            let name = head.trim_end_matches(BLANK);
            if name.is_empty() {
                return Err("no name before `=`");
            }
            Ok((name, Some(value(tail)?)))
        }
        _ => {
            let name = without_comment(content).trim_end_matches(BLANK);
            if !name.chars().all(is_name_character) {
                return Err("neither `name = value` nor the name of a section");
            }
            Ok((name, None))
        }
    }
}

fn value(tail: &str) -> Result<&str, &'static str> {
    let tail = tail.trim_matches(BLANK);
    let Some(quote) = tail.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return Ok(without_comment(tail).trim_end_matches(BLANK));
    };
    let (value, rest) =
        tail.strip_prefix(quote).and_then(|inner| inner.split_once(quote)).ok_or("a quote that is never closed")?;
    let rest = rest.trim_start_matches(BLANK);
    if rest.is_empty() || rest.starts_with('#') { Ok(value) } else { Err("something after the closing quote") }
}

/// Cuts a comment off: from a `#` at the start or after a blank.
fn without_comment(text: &str) -> &str {
    let mut after_blank = true;
    for (position, character) in text.char_indices() {
        if character == '#' && after_blank {
            return text.get(..position).unwrap_or(text);
        }
        after_blank = BLANK.contains(&character);
    }
    text
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "$-_@.&+/".contains(character)
}

/// Whether every reader takes this as a name.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_name_character) && !name.starts_with('/') && !name.ends_with('/')
}

/// Whether every reader gets this value back: one line, and one kind of quote at most.
pub(super) fn is_value(value: &str) -> bool {
    let both_quotes = value.contains('"') && value.contains('\'');
    !both_quotes && !value.chars().any(char::is_control)
}

/// Writes a section's line.
pub(super) fn write_section(name: &str, text: &mut String) {
    text.push_str(name);
    text.push('\n');
}

/// Writes a property of a section, its value in quotes only where it needs them, as PyZMQ does.
pub(super) fn write_property(name: &str, value: &str, text: &mut String) {
    let plain =
        !value.is_empty() && !value.contains(['"', '\'', '#']) && value.trim_matches(BLANK).len() == value.len();
    let quote = match (value.contains('"'), value.contains('\'')) {
        _ if plain => "",
        (false, _) => "\"",
        (true, false) => "'",
        // Can only have been read without quotes, so it can be written without.
        (true, true) => "",
    };
    write_quoted(name, value, quote, text);
}

/// Writes a key of a section, always in double quotes.
pub(super) fn write_key(name: &str, value: &str, text: &mut String) {
    write_quoted(name, value, "\"", text);
}

fn write_quoted(name: &str, value: &str, quote: &str, text: &mut String) {
    for piece in ["    ", name, " = ", quote, value, quote, "\n"] {
        text.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Vec<(usize, Option<&str>, &str, Option<&str>)> {
        let items = parse(text).unwrap();
        items.iter().map(|item| (item.depth, item.section, item.name, item.value)).collect()
    }

    #[test]
    fn sections_properties_and_comments() {
        let text = "# a comment\n\nmetadata # here\n    email = a@b\n    url = http://x/#part  # note\n\
                    \tname = \"A # B\" # quoted\n    empty =\n    flag\n        deep = 1\ncurve\r\n  k = 'v'\r\n";
        assert_eq!(
            values(text),
            [
                (0, None, "metadata", None),
                (1, Some("metadata"), "email", Some("a@b")),
                (1, Some("metadata"), "url", Some("http://x/#part")),
                (1, Some("metadata"), "name", Some("A # B")),
                (1, Some("metadata"), "empty", Some("")),
                (1, Some("metadata"), "flag", None),
                (2, Some("metadata"), "deep", Some("1")),
                (0, None, "curve", None),
                (1, Some("curve"), "k", Some("v")),
            ]
        );
        assert_eq!(values("\u{FEFF}a = b=c"), [(0, None, "a", Some("b=c"))]);
        assert_eq!(values("a # b = c"), [(0, None, "a", None)]);
        assert_eq!(values(""), []);
    }

    #[test]
    fn wrong_lines_are_counted() {
        for (text, line) in [
            ("a b c", 1),
            ("\n= x", 2),
            ("a\n\n    b = \"x", 3),
            ("a = 'x' y", 1),
            ("a = \"x\"y\"", 1),
            ("#\0", 1),
            ("a = \u{1b}[1m", 1),
            ("a = 1\rb = 2", 1),
        ] {
            assert_eq!(parse(text).map_err(|error| error.line), Err(line), "{text:?}");
        }
    }

    #[test]
    fn quotes_only_where_they_are_needed() {
        let written = |value: &str| {
            let mut text = String::new();
            write_property("n", value, &mut text);
            text
        };
        assert_eq!(written("a@b"), "    n = a@b\n");
        assert_eq!(written(""), "    n = \"\"\n");
        assert_eq!(written(" a"), "    n = \" a\"\n");
        assert_eq!(written("a#b"), "    n = \"a#b\"\n");
        assert_eq!(written("the \"x\""), "    n = 'the \"x\"'\n");
        assert_eq!(written("it's"), "    n = \"it's\"\n");
        assert!(!is_value("\"'") && !is_value("a\nb") && is_value("a\"b"));
        assert!(is_name("e-mail") && !is_name("e mail") && !is_name("") && !is_name("/a") && !is_name("a/"));
    }

    proptest! {
        #[test]
        fn written_properties_are_read_back(
            name in "[a-zA-Z0-9$_@.&+-]{1,20}",
            value in any::<String>().prop_filter("one line", |value| is_value(value)),
        ) {
            let mut text = String::new();
            write_section("section", &mut text);
            write_property(&name, &value, &mut text);
            let items = parse(&text).unwrap();
            prop_assert_eq!(items.len(), 2);
            prop_assert_eq!((items[1].name, items[1].value), (name.as_str(), Some(value.as_str())));
            prop_assert_eq!((items[1].depth, items[1].section), (1, Some("section")));
        }

        #[test]
        fn what_was_read_can_be_written(text in "[ \t]{0,3}[a-z]{1,3} ?= ?[ \t\"'#a-z=é]{0,20}") {
            if let Ok(items) = parse(&text) {
                for item in items.iter().filter(|item| item.value.is_some()) {
                    let mut again = String::new();
                    write_property(item.name, item.value.unwrap(), &mut again);
                    let read = parse(&again).unwrap();
                    prop_assert_eq!((read[0].name, read[0].value), (item.name, item.value));
                }
            }
        }

        #[test]
        fn any_text_is_answered(text in prop_oneof![any::<String>(), "[ \t\n\"'#=a-z]{0,60}"]) {
            if let Err(error) = parse(&text) {
                prop_assert!(error.line >= 1 && error.line <= text.split('\n').count());
            }
        }
    }
}
