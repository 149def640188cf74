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
mod dx1006;
mod dx1007;
mod dx1008;
mod dx1009;
mod dx1010;
mod dx1011;
mod dx1012;
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
mod dx3001;
mod dx3002;
mod dx3003;
mod dx3004;
mod dx3005;
mod dx3006;
mod dx3007;
mod dx3008;
mod dx3009;
mod dx4001;
mod dx4002;
mod dx4003;
mod dx4004;
mod dx4005;
mod dx4006;
mod dx4007;
mod dx4008;
mod dx4009;
mod dx4010;
mod dx4011;
mod dx4012;
mod dx4013;
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
mod dx6001;
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
    &dx1006::RULE,
    &dx1007::RULE,
    &dx1008::RULE,
    &dx1009::RULE,
    &dx1010::RULE,
    &dx1011::RULE,
    &dx1012::RULE,
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
    &dx3001::RULE,
    &dx3002::RULE,
    &dx3003::RULE,
    &dx3004::RULE,
    &dx3005::RULE,
    &dx3006::RULE,
    &dx3007::RULE,
    &dx3008::RULE,
    &dx3009::RULE,
    &dx4001::RULE,
    &dx4002::RULE,
    &dx4003::RULE,
    &dx4004::RULE,
    &dx4005::RULE,
    &dx4006::RULE,
    &dx4007::RULE,
    &dx4008::RULE,
    &dx4009::RULE,
    &dx4010::RULE,
    &dx4011::RULE,
    &dx4012::RULE,
    &dx4013::RULE,
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
    &dx6001::RULE,
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
