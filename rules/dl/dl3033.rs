//! DL3033 unpinned-yum-package.

use crate::rule::prelude::*;

rule!(DL3033, on: [Packages(&[Manager::Yum], report_unpinned_rpms)]);
