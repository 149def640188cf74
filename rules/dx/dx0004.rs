//! DX0004 ineffective-ignore.

use crate::rule::prelude::*;

rule!(DX0004, on: [Engine]);
