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
mod dx2001;
mod dx2002;
mod dx2003;
mod dx2004;
mod dx2005;
mod dx2006;
mod dx2007;
mod dx2008;
mod dx2009;
mod dx2010;
mod dx2011;
mod dx2012;

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
    &dx2001::RULE,
    &dx2002::RULE,
    &dx2003::RULE,
    &dx2004::RULE,
    &dx2005::RULE,
    &dx2006::RULE,
    &dx2007::RULE,
    &dx2008::RULE,
    &dx2009::RULE,
    &dx2010::RULE,
    &dx2011::RULE,
    &dx2012::RULE,
];
