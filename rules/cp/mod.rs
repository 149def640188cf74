//! Rules about Compose files. Numbers from 5000 on are about Compose files and Dockerfiles together.

mod cp1001;
mod cp1015;
mod cp1101;
mod cp1401;
mod cp1402;
mod cp1403;
mod cp1404;
mod cp1405;
mod cp1406;
mod cp1407;
mod cp1408;
mod cp1409;
mod cp1410;
mod cp1411;
mod cp1412;
mod cp1413;
mod cp1414;
mod cp1415;
mod cp1416;
mod cp1417;
mod cp1418;
mod cp1419;
mod cp1420;
mod cp1421;
mod cp1422;
mod cp1423;
mod cp1424;
mod cp1425;
mod cp3001;
mod cp3002;
mod cp3003;
mod cp3004;
mod cp3005;
mod cp3006;
mod cp3007;
mod cp3008;
mod cp3009;
mod cp3010;
mod cp3011;
mod cp3012;
mod cp3013;
mod cp3014;
mod cp3015;
mod cp3016;
mod cp3017;
mod cp3018;
mod cp3019;
mod cp3020;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cp1001::RULE,
    &cp1015::RULE,
    &cp1101::RULE,
    &cp1401::RULE,
    &cp1402::RULE,
    &cp1403::RULE,
    &cp1404::RULE,
    &cp1405::RULE,
    &cp1406::RULE,
    &cp1407::RULE,
    &cp1408::RULE,
    &cp1409::RULE,
    &cp1410::RULE,
    &cp1411::RULE,
    &cp1412::RULE,
    &cp1413::RULE,
    &cp1414::RULE,
    &cp1415::RULE,
    &cp1416::RULE,
    &cp1417::RULE,
    &cp1418::RULE,
    &cp1419::RULE,
    &cp1420::RULE,
    &cp1421::RULE,
    &cp1422::RULE,
    &cp1423::RULE,
    &cp1424::RULE,
    &cp1425::RULE,
    &cp3001::RULE,
    &cp3002::RULE,
    &cp3003::RULE,
    &cp3004::RULE,
    &cp3005::RULE,
    &cp3006::RULE,
    &cp3007::RULE,
    &cp3008::RULE,
    &cp3009::RULE,
    &cp3010::RULE,
    &cp3011::RULE,
    &cp3012::RULE,
    &cp3013::RULE,
    &cp3014::RULE,
    &cp3015::RULE,
    &cp3016::RULE,
    &cp3017::RULE,
    &cp3018::RULE,
    &cp3019::RULE,
    &cp3020::RULE,
];
