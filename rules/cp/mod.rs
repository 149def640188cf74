//! Rules about Compose files. From 5000 on, they are about Compose files and Dockerfiles together.

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
mod cp1501;
mod cp1502;
mod cp1503;
mod cp1504;
mod cp1505;
mod cp1506;
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
mod cp5001;
mod cp5002;
mod cp5003;
mod cp5004;
mod cp5005;
mod cp5006;
mod cp5007;
mod cp5008;
mod cp5009;
mod cp5010;
mod cp5011;
mod cp5012;
mod cp5013;
mod cp5014;
mod cp5015;
mod cp5016;
mod cp5017;
mod cp5018;
mod cp5019;
mod cp5020;
mod cp5021;
mod cp5022;
mod cp5023;
mod cp5024;
mod cp5025;
mod cp5026;
mod cp5027;
mod cp5028;
mod cp5029;

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
    &cp1501::RULE,
    &cp1502::RULE,
    &cp1503::RULE,
    &cp1504::RULE,
    &cp1505::RULE,
    &cp1506::RULE,
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
    &cp5001::RULE,
    &cp5002::RULE,
    &cp5003::RULE,
    &cp5004::RULE,
    &cp5005::RULE,
    &cp5006::RULE,
    &cp5007::RULE,
    &cp5008::RULE,
    &cp5009::RULE,
    &cp5010::RULE,
    &cp5011::RULE,
    &cp5012::RULE,
    &cp5013::RULE,
    &cp5014::RULE,
    &cp5015::RULE,
    &cp5016::RULE,
    &cp5017::RULE,
    &cp5018::RULE,
    &cp5019::RULE,
    &cp5020::RULE,
    &cp5021::RULE,
    &cp5022::RULE,
    &cp5023::RULE,
    &cp5024::RULE,
    &cp5025::RULE,
    &cp5026::RULE,
    &cp5027::RULE,
    &cp5028::RULE,
    &cp5029::RULE,
];
