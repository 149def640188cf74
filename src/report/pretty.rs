//! Snippets of the source with marks under what is wrong.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::{Buffer, WriteColor as _};
use codespan_reporting::term::{Config, Styles, StylesWriter, emit_to_write_style};

use crate::finding::{Finding, Severity};
use crate::text::{Source, Span, offset};

use super::neutral::neutral;
use super::{Colour, Report};

/// Bytes of a line that are shown around what is wrong in it.
const WINDOW: usize = 160;

pub(super) fn write(report: &Report<'_>, colour: Colour, out: &mut dyn Write) -> io::Result<()> {
    let config = Config {
        tab_width: 4,
        ..Config::default()
    };
    let styles = Styles::default();
    for finding in &report.findings {
        let mut buffer = match colour {
            Colour::Ansi => Buffer::ansi(),
            Colour::None => Buffer::no_color(),
        };
        let (views, diagnostic) = diagnostic(finding, report.sources);
        let mut writer = StylesWriter::new(&mut buffer, &styles);
        // The only error besides that of the writer is a file that is not there.
        if emit_to_write_style(&mut writer, &config, &views, &diagnostic).is_err() {
            buffer.reset()?;
            writeln!(buffer, "{}: {}", finding.code, neutral(&finding.message))?;
        }
        out.write_all(buffer.as_slice())?;
    }
    Ok(())
}

/// The finding for the renderer, with a view of just the lines it needs.
fn diagnostic<'s>(finding: &Finding, sources: &'s [Source]) -> (Views<'s>, Diagnostic<usize>) {
    let level = match finding.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info | Severity::Style => Level::Note,
    };
    let mut views = Views { files: Vec::new() };
    let mut labels = Vec::new();
    labels.extend(views.label(finding.file, finding.span, LabelStyle::Primary, "", sources));
    for label in &finding.labels {
        let style = LabelStyle::Secondary;
        labels.extend(views.label(label.file, label.span, style, &label.message, sources));
    }
    for view in &mut views.files {
        view.close_gaps();
    }
    let help = finding
        .help
        .iter()
        .map(|help| format!("help: {}", neutral(help)));
    let notes = finding
        .notes
        .iter()
        .map(|note| neutral(note).into_owned())
        .chain(help)
        .collect();
    let diagnostic = Diagnostic::new(level)
        .with_code(finding.code)
        .with_message(neutral(&finding.message))
        .with_labels(labels)
        .with_notes(notes);
    (views, diagnostic)
}

/// The lines that one finding shows, of each file it touches.
struct Views<'s> {
    files: Vec<View<'s>>,
}

struct View<'s> {
    file: usize,
    source: &'s Source,
    /// The shown lines, one behind the other, made harmless.
    text: String,
    lines: Vec<Line>,
}

/// A shown line.
struct Line {
    /// 0-based number in the file.
    number: u32,
    /// Where it stands in the text of the view.
    range: Range<usize>,
    /// Its shown part in the file.
    shown: Span,
    /// Characters in front of the shown part.
    hidden: usize,
}

impl<'s> Views<'s> {
    /// Takes in the line of a place, and gives the label for it. A place of several lines is marked
    /// on the first.
    fn label(
        &mut self,
        file: usize,
        span: Span,
        style: LabelStyle,
        message: &str,
        sources: &'s [Source],
    ) -> Option<Label<usize>> {
        let source = sources.get(file)?;
        let id = if let Some(id) = self.files.iter().position(|view| view.file == file) {
            id
        } else {
            self.files.push(View {
                file,
                source,
                text: String::new(),
                lines: Vec::new(),
            });
            self.files.len() - 1
        };
        let range = self.files.get_mut(id)?.show(span);
        Some(Label::new(style, id, range).with_message(neutral(message)))
    }
}

impl View<'_> {
    /// Adds the line in which `span` starts, and gives the range of `span` in the view.
    fn show(&mut self, span: Span) -> Range<usize> {
        let number = self.source.lines().line(span.start);
        let at = if let Some(at) = self.lines.iter().position(|line| line.number == number) {
            at
        } else {
            self.add(number, span);
            self.lines.len() - 1
        };
        let Some(line) = self.lines.get(at) else {
            return 0..0;
        };
        let place = |offset: u32| {
            let offset = offset.clamp(line.shown.start, line.shown.end) - line.shown.start;
            line.range.start + offset as usize
        };
        place(span.start)..place(span.end)
    }

    /// The renderer shows a single line between two others instead of a mark for the gap.
    fn close_gaps(&mut self) {
        let mut numbers: Vec<_> = self.lines.iter().map(|line| line.number).collect();
        numbers.sort_unstable();
        for (before, behind) in numbers.iter().zip(numbers.iter().skip(1)) {
            if behind - before == 2 {
                let start = self.source.lines().span(before + 1).start;
                self.add(before + 1, Span::at(start));
            }
        }
    }

    fn add(&mut self, number: u32, span: Span) {
        let text = self.source.text();
        let line = self.source.lines().span(number);
        let content = line.of(text).trim_end_matches(['\n', '\r']);
        // The byte-order mark takes no column.
        let mark = offset(content.len() - content.trim_start_matches('\u{feff}').len());
        let content = Span::new(line.start + mark, line.start + offset(content.len()));
        let shown = self.window(content, span);
        let start = self.text.len();
        self.text += &neutral(shown.of(text));
        self.text.push('\n');
        let hidden = Span::new(content.start, shown.start)
            .of(text)
            .chars()
            .count();
        self.lines.push(Line {
            number,
            range: start..self.text.len(),
            shown,
            hidden,
        });
    }

    /// The part of a line that is shown.
    fn window(&self, line: Span, around: Span) -> Span {
        let half = offset(WINDOW / 2);
        if line.len() as usize <= 2 * WINDOW {
            return line;
        }
        let text = self.source.text();
        let behind = around
            .end
            .min(around.start + offset(WINDOW))
            .saturating_add(half);
        let mut start = around
            .start
            .saturating_sub(half)
            .clamp(line.start, line.end);
        let mut end = behind.clamp(line.start, line.end);
        while !text.is_char_boundary(start as usize) {
            start -= 1;
        }
        while !text.is_char_boundary(end as usize) {
            end += 1;
        }
        Span::new(start, end)
    }
}

impl<'v> Files<'v> for Views<'_> {
    type FileId = usize;
    type Name = String;
    type Source = &'v str;

    fn name(&'v self, id: usize) -> Result<String, Error> {
        let view = self.files.get(id).ok_or(Error::FileMissing)?;
        Ok(neutral(view.source.name()).into_owned())
    }

    fn source(&'v self, id: usize) -> Result<&'v str, Error> {
        Ok(&self.files.get(id).ok_or(Error::FileMissing)?.text)
    }

    /// Lines are told apart by their real numbers, so that gaps between them show as gaps.
    fn line_index(&'v self, id: usize, byte: usize) -> Result<usize, Error> {
        let view = self.files.get(id).ok_or(Error::FileMissing)?;
        let line = view.lines.iter().find(|line| line.range.contains(&byte));
        let line = line.or(view.lines.last()).ok_or(Error::FileMissing)?;
        Ok(line.number as usize)
    }

    fn line_range(&'v self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let view = self.files.get(id).ok_or(Error::FileMissing)?;
        let line = view.lines.iter().find(|line| line.number as usize == index);
        let max = view.lines.len();
        Ok(line
            .ok_or(Error::LineTooLarge { given: index, max })?
            .range
            .clone())
    }

    fn column_number(&'v self, id: usize, index: usize, byte: usize) -> Result<usize, Error> {
        let view = self.files.get(id).ok_or(Error::FileMissing)?;
        let line = view.lines.iter().find(|line| line.number as usize == index);
        let line = line.ok_or(Error::FileMissing)?;
        let before = view.text.get(line.range.start..byte).unwrap_or_default();
        Ok(line.hidden + before.chars().count() + 1)
    }
}
