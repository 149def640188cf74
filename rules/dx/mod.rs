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
mod dx1011;
mod dx5001;
mod dx5002;
mod dx5003;
mod dx5004;
mod dx5005;
mod dx5006;
mod dx5007;
mod dx5008;
mod dx5009;
mod dx5010;
mod dx5011;
mod dx6001;

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
    &dx1011::RULE,
    &dx5001::RULE,
    &dx5002::RULE,
    &dx5003::RULE,
    &dx5004::RULE,
    &dx5005::RULE,
    &dx5006::RULE,
    &dx5007::RULE,
    &dx5008::RULE,
    &dx5009::RULE,
    &dx5010::RULE,
    &dx5011::RULE,
    &dx6001::RULE,
];
