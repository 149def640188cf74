//! Shell text: what commands it runs, word by word, with a way back to the file.
//!
//! The only module that knows the `shuck` crates, which parse the shell. Everything else sees the
//! flat view of [`Script`]: commands in source order, nested ones included. Text that cannot be
//! parsed gives no commands, or those that were understood, and never an error.

mod arguments;
mod call;
mod command;
mod dialect;
mod flow;
mod lint;
mod lower;
mod nested;
mod parse;
mod redirection;
mod screen;
mod script;
mod unquote;
mod wrappers;

pub use arguments::{Arguments, Flag, Syntax};
pub use call::{is_option, is_shell, read_options, shell_call};
pub use command::{Command, Link, Pipe, Within, Word};
pub use dialect::Dialect;
pub use lint::{Linter, Remark, Unread};
pub use redirection::{Redirection, RedirectionKind};
pub use script::{Origin, Script, Setting, Status};
