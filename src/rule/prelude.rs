//! All that a rule module may use.

pub use crate::compose::model::{
    Build, Pair as NamedValue, Reference, Resource, Service, names, pairs, resources,
};
pub use crate::compose::schema::{Misfit, MisfitKind};
pub use crate::compose::value::{Data, Field, Place, Value as ComposeValue};
pub use crate::compose::{
    Expanded, Fault, Lookup, Piece, Slot, address, command, dotenv, interpolate, mount,
    names as grammar, port, quantity, shown,
};
pub use crate::dockerfile::ast::{
    Add, Arg, Argument, Command as Form, Comment, Copy, CopySource, Expose, Flag, From,
    Healthcheck, Instruction, Kind, Pair, Pairs, Run, Shell, Volume,
};
pub use crate::dockerfile::model::{
    Base, Binding, DefinedBy, Definition, ImagePlace, ImageUse, PREDEFINED, Stage, Value,
    stage_number,
};
pub use crate::dockerfile::{
    ARCHITECTURES, Dockerfile, Heredoc, Mount, MountKind, SIGNALS, SYSTEMS, SourceKind, is_signal,
    platform_fault,
};
pub use crate::facts::{
    ADDUSER, CacheUse, Content, Distro, Download, Downloader, Ended, Gone, KnownImage, Manager,
    Mark, MarkSetting, Output, PackageCall, PackageSetting, Pragma, PragmaKind, Restore,
    SecretFile, Store, System, Tool, USERADD, Url, base, cleaned, engine_socket, given_mode,
    gives_root, gone, holds_socket, host_path, image_text, is_addressed_by_content, is_check,
    is_deleted_by, is_for_monitors, is_harmless_key, is_known_token, is_literal_secret, is_monitor,
    is_mounted, is_of_root, is_of_system, is_private_host, is_removed_behind, is_sample_password,
    is_secret_name, lacks_account, lets_all_write, login_secret, marks, matches as fits_pattern,
    may_change_user, mentions_check, mode_files, obsolete, private_path, raw_device, runs_file,
    runs_stdin, runs_word, sounds_secret, starts_as_root, store_at, store_of, tokens, urls,
};
pub use crate::finding::{Applicability, Finding, Fix};
pub use crate::image::{self, ImageRef};
pub use crate::project::builds::{Location, Recipe, ServiceBuild};
pub use crate::project::clean;
pub use crate::project::compose::{
    ComposeFile, Gap, GapKind, MAIN, OVERRIDES, Project, Role, is_main,
};
pub use crate::rule;
pub use crate::rule::anchors::anchors;
pub use crate::rule::apt_lists::{lacks_apt_lists, leaves_lists_unused};
pub use crate::rule::build_arguments::{DeclaredArg, OpenText, is_builder_argument};
pub use crate::rule::build_contents::{
    Covered, MissingTool, brings_programs, covering_mount, is_unchecked,
};
pub use crate::rule::build_images::{
    container_ports, has_number, is_common_image, is_same_image, usual_platform,
};
pub use crate::rule::build_installs::{
    Installed, bind_source, created_user, filled_volume, installs_unknown, line_behind,
};
pub use crate::rule::build_places::way;
pub use crate::rule::build_secrets::{
    BuildMount, GivenSecret, only_inform, only_warn, running_secret,
};
pub use crate::rule::build_sources::{BuildSource, SecretSource};
pub use crate::rule::build_start::{Said, exec_words, is_said, prepares, uses_variable};
pub use crate::rule::caches::Cache;
pub use crate::rule::compose_addresses::StaticAddress;
pub use crate::rule::compose_commands::{CommandWord, command_words, words_of};
pub use crate::rule::compose_conflicts::{is_addition, is_set};
pub use crate::rule::compose_credentials::{
    defaults, is_credential, is_place_holder, is_set_to_credential, without_variables,
};
pub use crate::rule::compose_cycles::{cycles, report_cycle};
pub use crate::rule::compose_files::{EnvFile, env_files};
pub use crate::rule::compose_grammar::{
    DURATIONS, brief, known_number, read_value, report_fault, rewrite, values_at,
};
pub use crate::rule::compose_host::Mounted;
pub use crate::rule::compose_image_faults::image_fault;
pub use crate::rule::compose_images::{PulledImage, capability, pulled_image, report_capabilities};
pub use crate::rule::compose_mounts::MountPoint;
pub use crate::rule::compose_network::{
    OpenPort, has_container_port, hosts_with_ports, image_port, published_ports, repository,
    share_network,
};
pub use crate::rule::compose_ports::{PublishedPort, TakenPorts};
pub use crate::rule::compose_practice::{
    each_value, in_quotes, is_on_one_line, is_plain, line_break_at, named_values, own_lines,
    raw_text, with_blank,
};
pub use crate::rule::compose_project::{
    condition, dash_of, has_healthcheck, is_cast_flag, is_complete, is_flag, mount_targets,
    new_key, short_name, used_resources,
};
pub use crate::rule::compose_published::{Published, published};
pub use crate::rule::compose_rules::{
    is_template, report_misfit, report_misfits, report_undefined, report_without_source, soften,
};
pub use crate::rule::compose_strings::{
    command_texts, commands, is_script_flag, is_shell, takes_script,
};
pub use crate::rule::compose_values::{
    added_lines, each_scalar, flag, in_pair, is_all_there, is_own_service, is_privileged, is_root,
    known, known_text, pair_value, with_image,
};
pub use crate::rule::daemons::{goes_away, managed_service};
pub use crate::rule::downloads::script_reader;
pub use crate::rule::entrypoint::entrypoint_in_force;
pub use crate::rule::exec_form::exec_form;
pub use crate::rule::first_use::first_use;
pub use crate::rule::groups::Groups;
pub use crate::rule::image_contents::missing_tool;
pub use crate::rule::images::{
    has_alternative, instructions_below, mentions, part_of_image, system_of, was_mentioned,
};
pub use crate::rule::labels::check_labels;
pub use crate::rule::packages::{
    has_apt_option, has_ending, insertion, is_answered, is_path, report_call, report_prompt,
    report_rpm_prompt, report_unpinned, report_unpinned_rpms,
};
pub use crate::rule::places::{Target, is_large, is_tree, is_whole_context, is_within, last_part};
pub use crate::rule::repeats::report_repeated;
pub use crate::rule::secret_files::{SecretPlace, copied_secrets, secret_places};
pub use crate::rule::start::Start;
pub use crate::rule::style::{
    ByName, Dashes, Element, Indents, Order as PartOrder, Pairing, Quotes, Sheet, Told, Written,
    place_in, reads_plain, repaired, report_order, requoted, scalars, short, written,
};
pub use crate::rule::values::{expanded_words, shell_expansion, substitution};
pub use crate::rule::yaml_edits::{line_break, quoted, without_mark, without_pair, written_text};
pub use crate::rule::{BuiltService, ComposeCx, Cx, LabelType, Rule, Settings, VariableUse};
pub use crate::shell::{
    Arguments, Command, Dialect, Link, Origin, Pipe, Redirection, RedirectionKind, Script, Status,
    Syntax, Word as ShellWord,
};
pub use crate::text::{MappedText, Problem, Range, Span, Word, nearest, offset};
pub use crate::yaml::{
    Document, Kind as NodeKind, Kind as YamlKind, NodeId, Pair as NodePair, Resolved, Style, Tree,
};
pub use serde::{Deserialize, Serialize};
