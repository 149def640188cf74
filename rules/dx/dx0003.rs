//! DX0003 unused-ignore.

use crate::rule::prelude::*;

rule!(DX0003, on: [Engine]);
