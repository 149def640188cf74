//! Rules about Compose files. Numbers from 5000 on are about Compose files and Dockerfiles together.

mod cp1001;
mod cp1015;
mod cp1101;
mod cp4001;
mod cp4002;
mod cp4003;
mod cp4004;
mod cp4005;
mod cp4006;
mod cp4007;
mod cp4008;
mod cp4009;
mod cp4010;
mod cp4011;
mod cp4012;
mod cp4013;
mod cp4014;
mod cp4015;
mod cp4016;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cp1001::RULE,
    &cp1015::RULE,
    &cp1101::RULE,
    &cp4001::RULE,
    &cp4002::RULE,
    &cp4003::RULE,
    &cp4004::RULE,
    &cp4005::RULE,
    &cp4006::RULE,
    &cp4007::RULE,
    &cp4008::RULE,
    &cp4009::RULE,
    &cp4010::RULE,
    &cp4011::RULE,
    &cp4012::RULE,
    &cp4013::RULE,
    &cp4014::RULE,
    &cp4015::RULE,
    &cp4016::RULE,
];
