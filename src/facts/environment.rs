//! What base images set in their environment, as far as it is known.

use crate::dockerfile::Document;
use crate::dockerfile::model::Base;
use crate::image::ImageRef;

/// Official images of Docker Hub, with the names that any of their tags sets beside those in
/// [`EVERYWHERE`]. A star stands for any ending.
const IMAGES: [(&str, &[&str]); 19] = [
    ("alpine", &[]),
    ("amazonlinux", &[]),
    ("buildpack-deps", &[]),
    ("busybox", &[]),
    ("centos", &[]),
    ("debian", &[]),
    ("eclipse-temurin", &["JAVA_*"]),
    ("fedora", &["DISTTAG", "FBR", "FGC", "container"]),
    ("gcc", &["GCC_*", "GPG_*"]),
    ("golang", &["GO*"]),
    (
        "nginx",
        &["ACME_*", "DYNPKG_*", "NGINX_*", "NJS_*", "PKG_*"],
    ),
    ("node", &["NODE_*", "NPM_*", "YARN_*"]),
    (
        "openjdk",
        &["CA_CERTIFICATES_*", "JAVA_*", "JDK_*", "JRE_*"],
    ),
    ("php", &["APACHE_*", "GPG_*", "PHP*"]),
    ("python", &["GPG_*", "PIP_*", "PYTHON*", "SETUPTOOLS_*"]),
    ("ruby", &["BUNDLE*", "GEM_*", "RUBY*"]),
    ("rust", &["CARGO_*", "RUST*"]),
    ("scratch", &[]),
    ("ubuntu", &[]),
];

/// Names that many images set.
const EVERYWHERE: [&str; 5] = ["DEBIAN_FRONTEND", "LANG", "LANGUAGE", "LC_*", "PATH"];

/// False if the image from which a stage starts surely does not set a name.
pub fn may_be_inherited(document: &Document<'_>, stage: usize, name: &str) -> bool {
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    };
    if EVERYWHERE.iter().any(|it| fits(it)) {
        return true;
    }
    let Some(root) = document.model.chain(stage).last() else {
        return true;
    };
    // A name that a variable continues is not known.
    let whole = root.value.known().is_some();
    let text = root.value.known().unwrap_or(root.value.prefix());
    let image = ImageRef::read(text);
    let is_known = whole || image.tag().is_some();
    let official = image.registry().is_none_or(|it| it == "docker.io");
    if root.base == Base::Scratch || !is_known || !official {
        return root.base != Base::Scratch;
    }
    let repository = image.name();
    let repository = repository.strip_prefix("library/").unwrap_or(repository);
    let entry = IMAGES.iter().find(|(image, _)| *image == repository);
    entry.is_none_or(|(_, names)| names.iter().any(|it| fits(it)))
}
