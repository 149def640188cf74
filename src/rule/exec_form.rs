//! Exec form for a command that is written in shell form.

/// The JSON array for a command of plain words. None if the shell does anything to them.
pub fn exec_form(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || " \t./_-:@%+,=".contains(c);
    let words: Vec<_> = text.split_ascii_whitespace().collect();
    let words = words.strip_prefix(&["exec"]).unwrap_or(&words);
    let assignment = words.first().is_none_or(|word| word.contains('='));
    if !text.chars().all(plain) || assignment {
        return None;
    }
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("[{}]", quoted.join(", ")))
}
