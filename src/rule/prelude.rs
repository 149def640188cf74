//! All that a rule module may use.

pub use serde::{Deserialize, Serialize};

pub use crate::compose::model::{
    Build, Pair as NamedValue, Reference, Resource, Service, names, pairs, resources,
};
pub use crate::compose::names as grammar;
pub use crate::compose::schema::{Misfit, MisfitKind};
pub use crate::compose::value::{Data, Field, Place, Value as ComposeValue};
pub use crate::compose::{
    Expanded, Fault, Lookup, Piece, Slot, address, command, dotenv, interpolate, mount, port,
    quantity,
};
pub use crate::dockerfile::ast::{
    Add, Arg, Argument, Command as Form, Copy, CopySource, Expose, Flag, From, Healthcheck,
    Instruction, Kind, Pair, Pairs, Run, Shell, Volume,
};
pub use crate::dockerfile::model::{
    Base, Binding, DefinedBy, Definition, ImagePlace, ImageUse, Stage, Value, stage_number,
};
pub use crate::dockerfile::{Dockerfile, Heredoc, Mount, MountKind, SourceKind};
pub use crate::facts::{
    ADDUSER, Content, Distro, Download, Downloader, Ended, Gone, KnownImage, Manager, Mark,
    MarkSetting, Output, PackageCall, PackageSetting, Pragma, PragmaKind, SecretFile, System, Tool,
    USERADD, Url, base, given_mode, gone, image_text, is_addressed_by_content, is_check,
    is_deleted_by, is_harmless_key, is_known_token, is_literal_secret, is_mounted, is_private_host,
    is_removed_behind, is_sample_password, is_secret_name, lets_all_write, login_secret, marks,
    matches as fits_pattern, mentions_check, mode_files, obsolete, runs_file, runs_stdin,
    runs_word, sounds_secret, starts_as_root, tokens, urls,
};
pub use crate::finding::{Finding, Fix};
pub use crate::image::ImageRef;
pub use crate::project::compose::{ComposeFile, Gap, GapKind, Project, Role};
pub use crate::rule;
pub use crate::rule::apt_lists::{lacks_apt_lists, leaves_lists_unused};
pub use crate::rule::caches::Cache;
pub use crate::rule::compose_commands::{
    command_texts, commands, is_script_flag, is_shell, takes_script,
};
pub use crate::rule::compose_network::{
    OpenPort, has_container_port, hosts_with_ports, image_port, published_ports, repository,
    share_network,
};
pub use crate::rule::compose_project::{
    condition, dash_of, has_healthcheck, is_cast_flag, is_complete, is_flag, is_job, mount_targets,
    new_key, short, used_resources,
};
pub use crate::rule::compose_rules::{report_misfits, report_undefined};
pub use crate::rule::compose_values::{
    each_scalar, in_quotes, is_on_one_line, is_plain, items, line_break, named_values, own_lines,
    with_blank, written,
};
pub use crate::rule::daemons::{goes_away, managed_service};
pub use crate::rule::downloads::script_reader;
pub use crate::rule::entrypoint::entrypoint_in_force;
pub use crate::rule::exec_form::exec_form;
pub use crate::rule::images::{
    has_alternative, instructions_below, mentions, part_of_image, system_of, was_mentioned,
};
pub use crate::rule::labels::check_labels;
pub use crate::rule::packages::{
    has_apt_option, has_ending, insertion, is_answered, is_path, report_call, report_prompt,
    report_rpm_prompt, report_unpinned, report_unpinned_rpms,
};
pub use crate::rule::repeats::report_repeated;
pub use crate::rule::secret_files::{SecretPlace, copied_secrets, secret_places};
pub use crate::rule::start::Start;
pub use crate::rule::values::{expanded_words, shell_expansion, substitution};
pub use crate::rule::variables::first_use;
pub use crate::rule::{ComposeCx, Cx, LabelType, Rule, Settings};
pub use crate::shell::Word as ShellWord;
pub use crate::shell::{
    Arguments, Command, Dialect, Link, Origin, Pipe, Redirection, RedirectionKind, Script, Status,
    Syntax,
};
pub use crate::text::{MappedText, Problem, Range, Span, Word, nearest, offset};
pub use crate::yaml::{Kind as YamlKind, Resolved, Style};
