//! Rules about Compose files. Numbers from 5000 on are about Compose files and Dockerfiles together.

mod cp1001;
mod cp1002;
mod cp1003;
mod cp1004;
mod cp1005;
mod cp1006;
mod cp1007;
mod cp1008;
mod cp1009;
mod cp1010;
mod cp1011;
mod cp1012;
mod cp1013;
mod cp1014;
mod cp1015;
mod cp1016;
mod cp1017;
mod cp1018;
mod cp1019;
mod cp1020;
mod cp1021;
mod cp1101;
mod cp1102;
mod cp1103;
mod cp1104;
mod cp1105;
mod cp1106;
mod cp1107;
mod cp1108;
mod cp1109;
mod cp1110;
mod cp1111;
mod cp1112;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cp1001::RULE,
    &cp1002::RULE,
    &cp1003::RULE,
    &cp1004::RULE,
    &cp1005::RULE,
    &cp1006::RULE,
    &cp1007::RULE,
    &cp1008::RULE,
    &cp1009::RULE,
    &cp1010::RULE,
    &cp1011::RULE,
    &cp1012::RULE,
    &cp1013::RULE,
    &cp1014::RULE,
    &cp1015::RULE,
    &cp1016::RULE,
    &cp1017::RULE,
    &cp1018::RULE,
    &cp1019::RULE,
    &cp1020::RULE,
    &cp1021::RULE,
    &cp1101::RULE,
    &cp1102::RULE,
    &cp1103::RULE,
    &cp1104::RULE,
    &cp1105::RULE,
    &cp1106::RULE,
    &cp1107::RULE,
    &cp1108::RULE,
    &cp1109::RULE,
    &cp1110::RULE,
    &cp1111::RULE,
    &cp1112::RULE,
];
