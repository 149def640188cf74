//! DX0001.

use crate::rule::prelude::*;

rule!(DX0001, on: [Engine]);
