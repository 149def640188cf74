//! Rules about Compose files. Numbers from 5000 on are about Compose files and Dockerfiles together.

mod cp1001;
mod cp1015;
mod cp1101;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&cp1001::RULE, &cp1015::RULE, &cp1101::RULE];
