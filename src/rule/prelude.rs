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
    CacheUse, Manager, PackageCall, PackageSetting, Pragma, PragmaKind, Restore, Tool, cleaned,
    is_mounted, is_removed_behind,
};
pub use crate::finding::{Finding, Fix};
pub use crate::image::ImageRef;
pub use crate::rule;
pub use crate::rule::caches::Cache;
pub use crate::rule::labels::check_labels;
pub use crate::rule::packages::{
    has_apt_option, has_ending, insertion, is_answered, is_path, report_call, report_prompt,
    report_rpm_prompt, report_unpinned, report_unpinned_rpms,
};
pub use crate::rule::places::{Target, base, is_large, is_tree, is_whole_context, is_within};
pub use crate::rule::repeats::report_repeated;
pub use crate::rule::{Cx, LabelType, Rule, Settings};
pub use crate::shell::Word as ShellWord;
pub use crate::shell::{Arguments, Command, Dialect, Link, Origin, Pipe, Script, Status, Syntax};
pub use crate::text::{Problem, Range, Span, Word, nearest, offset};
