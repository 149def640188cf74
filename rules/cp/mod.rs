//! Rules about Compose files. Numbers from 5000 on are about Compose files and Dockerfiles together.

mod cp1001;
mod cp1015;
mod cp1101;
mod cp1301;
mod cp1302;
mod cp1303;
mod cp1304;
mod cp1305;
mod cp1306;
mod cp1307;
mod cp1308;
mod cp1309;
mod cp1310;
mod cp1311;
mod cp1312;
mod cp1313;
mod cp1314;
mod cp1315;
mod cp1316;
mod cp1317;
mod cp1318;
mod cp1319;
mod cp1320;
mod cp1321;
mod cp1322;
mod cp1323;
mod cp1324;
mod cp1325;
mod cp1501;
mod cp1502;
mod cp1503;
mod cp1504;
mod cp1505;
mod cp1506;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cp1001::RULE,
    &cp1015::RULE,
    &cp1101::RULE,
    &cp1301::RULE,
    &cp1302::RULE,
    &cp1303::RULE,
    &cp1304::RULE,
    &cp1305::RULE,
    &cp1306::RULE,
    &cp1307::RULE,
    &cp1308::RULE,
    &cp1309::RULE,
    &cp1310::RULE,
    &cp1311::RULE,
    &cp1312::RULE,
    &cp1313::RULE,
    &cp1314::RULE,
    &cp1315::RULE,
    &cp1316::RULE,
    &cp1317::RULE,
    &cp1318::RULE,
    &cp1319::RULE,
    &cp1320::RULE,
    &cp1321::RULE,
    &cp1322::RULE,
    &cp1323::RULE,
    &cp1324::RULE,
    &cp1325::RULE,
    &cp1501::RULE,
    &cp1502::RULE,
    &cp1503::RULE,
    &cp1504::RULE,
    &cp1505::RULE,
    &cp1506::RULE,
];
