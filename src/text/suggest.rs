//! "Did you mean …?"

/// The candidate that is at most two typing errors away from `word`, the nearest first.
///
/// Half of a candidate has to be right.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().count();
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= 2)
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 2 && distance * 2 <= candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// True if two words are one typing error apart.
pub fn is_slip(word: &str, other: &str) -> bool {
    strsim::osa_distance(word, other) == 1
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn typing_errors_are_recognised() {
        assert_eq!(nearest("RNU", ["RUN", "ENV"]), Some("RUN"));
        assert_eq!(nearest("plaform", ["platform"]), Some("platform"));
        assert_eq!(nearest("x", ["ab"]), None);
        assert_eq!(nearest("sodu", ["sudo"]), Some("sudo"));
        assert_eq!(nearest("COPYING", ["COPY"]), None);
    }
}
