//! Rules of our own about Dockerfiles, and the checks of BuildKit. Numbers below 1000 are about the
//! check itself.

mod dx0001;
mod dx0003;
mod dx0004;
mod dx0005;
mod dx0006;
mod dx1001;
mod dx1002;
mod dx1003;
mod dx1004;
mod dx1005;
mod dx1006;
mod dx3001;
mod dx3002;
mod dx3003;
mod dx3004;
mod dx3005;
mod dx3006;
mod dx3007;
mod dx3008;
mod dx3009;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &dx0001::RULE,
    &dx0003::RULE,
    &dx0004::RULE,
    &dx0005::RULE,
    &dx0006::RULE,
    &dx1001::RULE,
    &dx1002::RULE,
    &dx1003::RULE,
    &dx1004::RULE,
    &dx1005::RULE,
    &dx1006::RULE,
    &dx3001::RULE,
    &dx3002::RULE,
    &dx3003::RULE,
    &dx3004::RULE,
    &dx3005::RULE,
    &dx3006::RULE,
    &dx3007::RULE,
    &dx3008::RULE,
    &dx3009::RULE,
];
