//! Rules about Compose files. From 5000 on, they are about Compose files and Dockerfiles together.

mod cp1001;
mod cp1015;
mod cp1101;
mod cp1201;
mod cp1202;
mod cp1203;
mod cp1204;
mod cp1205;
mod cp1206;
mod cp1207;
mod cp1208;
mod cp1209;
mod cp1210;
mod cp1211;
mod cp1212;
mod cp1213;
mod cp1214;
mod cp1215;
mod cp1216;
mod cp1217;
mod cp1218;
mod cp1219;
mod cp1220;
mod cp1221;
mod cp1222;
mod cp1223;
mod cp1224;
mod cp1225;
mod cp1226;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cp1001::RULE,
    &cp1015::RULE,
    &cp1101::RULE,
    &cp1201::RULE,
    &cp1202::RULE,
    &cp1203::RULE,
    &cp1204::RULE,
    &cp1205::RULE,
    &cp1206::RULE,
    &cp1207::RULE,
    &cp1208::RULE,
    &cp1209::RULE,
    &cp1210::RULE,
    &cp1211::RULE,
    &cp1212::RULE,
    &cp1213::RULE,
    &cp1214::RULE,
    &cp1215::RULE,
    &cp1216::RULE,
    &cp1217::RULE,
    &cp1218::RULE,
    &cp1219::RULE,
    &cp1220::RULE,
    &cp1221::RULE,
    &cp1222::RULE,
    &cp1223::RULE,
    &cp1224::RULE,
    &cp1225::RULE,
    &cp1226::RULE,
];
