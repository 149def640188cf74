//! Compose files: what they say, and whether Compose takes it.

pub mod merge;
pub mod model;
pub mod schema;
mod shapes;
pub mod value;

/// The path inside the container of a mount in its short form. Variables are one with what stands
/// around them.
pub(crate) fn mount_target(text: &str) -> Option<&str> {
    let mut depth = 0_u32;
    let mut parts = vec![0];
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => parts.push(at + 1),
            _ => {}
        }
    }
    let at = parts.get(1).or(parts.first())?;
    text.get(*at..)?.split(':').next()
}
