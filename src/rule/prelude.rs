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
pub use crate::facts::{Pragma, PragmaKind, Tool};
pub use crate::finding::{Finding, Fix};
pub use crate::image::ImageRef;
pub use crate::rule;
pub use crate::rule::labels::check_labels;
pub use crate::rule::repeats::report_repeated;
pub use crate::rule::{Cx, LabelType, Rule, Settings};
pub use crate::shell::{Command, Dialect, Link, Script, Status};
pub use crate::text::{Problem, Span, Word, nearest, offset};
