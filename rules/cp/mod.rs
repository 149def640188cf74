//! Rules about Compose files. Numbers from 5000 on are about Compose files and Dockerfiles together.

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
mod cp2001;
mod cp2002;
mod cp2003;
mod cp2004;
mod cp2005;
mod cp2006;
mod cp2007;
mod cp2008;
mod cp2009;
mod cp2010;
mod cp2011;
mod cp2012;
mod cp2013;
mod cp2014;
mod cp2015;
mod cp2016;
mod cp2017;
mod cp2018;
mod cp2019;
mod cp2020;
mod cp2021;
mod cp2022;
mod cp2023;
mod cp2024;
mod cp2025;
mod cp2026;
mod cp2027;
mod cp2028;
mod cp2029;
mod cp2030;
mod cp2031;
mod cp2032;
mod cp2033;
mod cp2034;
mod cp2035;
mod cp2036;
mod cp2037;
mod cp2038;
mod cp2039;

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
    &cp2001::RULE,
    &cp2002::RULE,
    &cp2003::RULE,
    &cp2004::RULE,
    &cp2005::RULE,
    &cp2006::RULE,
    &cp2007::RULE,
    &cp2008::RULE,
    &cp2009::RULE,
    &cp2010::RULE,
    &cp2011::RULE,
    &cp2012::RULE,
    &cp2013::RULE,
    &cp2014::RULE,
    &cp2015::RULE,
    &cp2016::RULE,
    &cp2017::RULE,
    &cp2018::RULE,
    &cp2019::RULE,
    &cp2020::RULE,
    &cp2021::RULE,
    &cp2022::RULE,
    &cp2023::RULE,
    &cp2024::RULE,
    &cp2025::RULE,
    &cp2026::RULE,
    &cp2027::RULE,
    &cp2028::RULE,
    &cp2029::RULE,
    &cp2030::RULE,
    &cp2031::RULE,
    &cp2032::RULE,
    &cp2033::RULE,
    &cp2034::RULE,
    &cp2035::RULE,
    &cp2036::RULE,
    &cp2037::RULE,
    &cp2038::RULE,
    &cp2039::RULE,
];
