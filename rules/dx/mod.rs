//! Rules of our own about Dockerfiles, and BuildKit's checks. Numbers below 1000 are about the check
//! itself.

mod dx0001;
mod dx0003;
mod dx0004;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&dx0001::RULE, &dx0003::RULE, &dx0004::RULE];
