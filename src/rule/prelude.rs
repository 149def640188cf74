//! All that a rule module may use.

pub use serde::{Deserialize, Serialize};

pub use crate::dockerfile::ast::{
    Add, Arg, Argument, Command as Form, Copy, CopySource, Expose, Flag, From, Healthcheck,
    Instruction, Kind, Pair, Pairs, Run, Shell, Volume,
};
pub use crate::dockerfile::model::{
    Base, Binding, DefinedBy, ImagePlace, ImageUse, Stage, Value, stage_number,
};
pub use crate::dockerfile::{Dockerfile, Heredoc, Mount, MountKind, SourceKind};
pub use crate::facts::{
    Content, Download, Downloader, Gone, Manager, Mark, MarkSetting, Output, PackageCall,
    PackageSetting, Pragma, PragmaKind, Tool, Url, base, gone, is_addressed_by_content, is_check,
    is_known_token, is_mounted, is_private_host, is_removed_behind, is_sample_password,
    login_secret, marks, matches as fits_pattern, mentions_check, runs_file, runs_stdin, runs_word,
    urls,
};
pub use crate::finding::{Finding, Fix};
pub use crate::image::ImageRef;
pub use crate::rule;
pub use crate::rule::caches::Cache;
pub use crate::rule::downloads::script_reader;
pub use crate::rule::labels::check_labels;
pub use crate::rule::packages::{
    has_apt_option, has_ending, insertion, is_answered, is_path, report_call, report_prompt,
    report_rpm_prompt, report_unpinned, report_unpinned_rpms,
};
pub use crate::rule::repeats::report_repeated;
pub use crate::rule::{Cx, LabelType, Rule, Settings};
pub use crate::shell::Word as ShellWord;
pub use crate::shell::{
    Arguments, Command, Dialect, Link, Origin, Pipe, RedirectKind, Script, Status, Syntax,
};
pub use crate::text::{MappedText, Problem, Range, Span, Word, nearest, offset};
