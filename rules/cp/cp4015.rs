//! CP4015 trailing-space-final-newline.

use crate::rule::prelude::*;

rule!(CP4015, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let (text, kept) = (sheet.text(), sheet.lines_of_texts());
    let lines: Vec<_> = (0..sheet.lines().lines())
        .filter(|line| !kept.get(*line as usize).is_some_and(|it| *it))
        .map(|line| (sheet.line(line), sheet.lines().span(line).end))
        .collect();
    for (line, _) in &lines {
        let content = line.of(text).trim_end_matches([' ', '\t']);
        let blanks = Span::new(line.start + offset(content.len()), line.end);
        if !blanks.is_empty() {
            cx.report_span(number, blanks, "blanks at the end of the line")
                .help("remove them")
                .fix(Fix::safe("remove the blanks").delete(blanks));
        }
    }
    let breaks: Vec<_> = lines.iter().map(|it| Span::new(it.0.end, it.1)).collect();
    let of_kind = |kind: &str| -> Vec<Span> {
        let breaks = breaks.iter().copied();
        breaks.filter(|it| it.of(text) == kind).collect()
    };
    let (unix, windows) = (of_kind("\n"), of_kind("\r\n"));
    let (odd, wanted, name) = if windows.len() > unix.len() {
        (&unix, "\r\n", "CRLF")
    } else {
        (&windows, "\n", "LF")
    };
    if let Some(first) = odd
        .first()
        .filter(|_| !unix.is_empty() && !windows.is_empty())
    {
        let fix = Fix::safe(format!("end all lines with {name}"));
        let fix = odd.iter().fold(fix, |fix, span| fix.replace(*span, wanted));
        cx.report_span(
            number,
            *first,
            format!("this line does not end with {name} like most"),
        )
        .help(format!("end all lines with {name}"))
        .fix(fix);
    }
    let end = offset(text.len());
    if !text.ends_with('\n') && !text.trim().is_empty() {
        let is_text = kept.last().is_some_and(|it| *it);
        let fix = || Fix::safe("add a line break").insert(end, sheet.line_break());
        cx.report_span(
            number,
            Span::at(end),
            "no line break at the end of the file",
        )
        .help("add one")
        .fix((!is_text).then(fix));
    }
}
