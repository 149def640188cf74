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
mod dx6002;
mod dx6003;
mod dx6004;
mod dx6005;
mod dx6006;
mod dx6007;
mod dx6008;
mod dx6009;
mod dx6010;
mod dx6011;
mod dx6012;
mod dx6013;
mod dx6014;
mod dx6015;
mod dx6016;
mod dx6018;
mod dx6019;

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
    &dx6002::RULE,
    &dx6003::RULE,
    &dx6004::RULE,
    &dx6005::RULE,
    &dx6006::RULE,
    &dx6007::RULE,
    &dx6008::RULE,
    &dx6009::RULE,
    &dx6010::RULE,
    &dx6011::RULE,
    &dx6012::RULE,
    &dx6013::RULE,
    &dx6014::RULE,
    &dx6015::RULE,
    &dx6016::RULE,
    &dx6018::RULE,
    &dx6019::RULE,
];
