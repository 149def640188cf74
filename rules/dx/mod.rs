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
mod dx1012;
mod dx5101;
mod dx5102;
mod dx5103;
mod dx5104;
mod dx5105;
mod dx5106;
mod dx5107;
mod dx5108;
mod dx5109;
mod dx5111;
mod dx5112;

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
    &dx1012::RULE,
    &dx5101::RULE,
    &dx5102::RULE,
    &dx5103::RULE,
    &dx5104::RULE,
    &dx5105::RULE,
    &dx5106::RULE,
    &dx5107::RULE,
    &dx5108::RULE,
    &dx5109::RULE,
    &dx5111::RULE,
    &dx5112::RULE,
];
