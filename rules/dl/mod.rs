//! Rules that hadolint has, too: the same number means the same thing.

mod dl3059;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&dl3059::RULE];
