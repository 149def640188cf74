//! DL3030 yum-without-yes.

use crate::rule::prelude::*;

rule!(DL3030, on: [Packages(&[Manager::Yum], report_rpm_prompt)]);
