//! Paths of a host that give power over it, or tell what is private to it.
//!
//! Source: the Linux manual pages `hier`, `proc`, `sysfs` and `cgroups`, and the documentation of
//! the container engines for the places of their sockets.

use std::borrow::Cow;

use super::secret_files::secret_file;

/// A path without doubled slashes, `.` and `..`. The home directory is `~`, also where it is
/// written as a variable. Relative paths are left as they are.
pub fn host_path(written: &str) -> Cow<'_, str> {
    let home = ["${HOME}", "$HOME"]
        .iter()
        .find_map(|name| written.strip_prefix(name));
    let home = home.filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let path = match home {
        Some(rest) => Cow::Owned(format!("~{rest}")),
        None => Cow::Borrowed(written),
    };
    let is_clean = !path.contains("//") && !path.contains("/.") && !path.ends_with('/');
    if is_clean || !path.starts_with(['/', '~', '$']) {
        return path;
    }
    let mut parts: Vec<&str> = Vec::new();
    let (start, rest) = path.split_once('/').unwrap_or((&path, ""));
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let slash = if parts.is_empty() && !start.is_empty() {
        ""
    } else {
        "/"
    };
    Cow::Owned(format!("{start}{slash}{}", parts.join("/")))
}

/// True if `path` is `folder` or lies in it.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_in_any(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| is_in(path, folder))
}

/// A path of the host by which a container engine is steered: a socket, or a folder that holds
/// one. A clean path is wanted.
pub fn engine_socket(path: &str) -> Option<&'static str> {
    const SOCKETS: [(&str, &str); 8] = [
        ("docker.sock", "Docker"),
        ("containerd.sock", "containerd"),
        ("podman.sock", "Podman"),
        ("crio.sock", "CRI-O"),
        ("cri-dockerd.sock", "Docker"),
        ("dockershim.sock", "Docker"),
        ("buildkitd.sock", "BuildKit"),
        ("docker_engine", "Docker"),
    ];
    const FOLDERS: [(&str, &str); 10] = [
        ("/", "Docker"),
        ("/run", "Docker"),
        ("/var", "Docker"),
        ("/var/run", "Docker"),
        ("/run/containerd", "containerd"),
        ("/var/run/containerd", "containerd"),
        ("/run/podman", "Podman"),
        ("/var/run/podman", "Podman"),
        ("/run/crio", "CRI-O"),
        ("/var/run/crio", "CRI-O"),
    ];
    let base = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_pipe = base != "docker_engine" || path.to_ascii_lowercase().contains("pipe");
    let outside = path.starts_with(['/', '~', '$', '\\']);
    let socket = SOCKETS.iter().find(|(name, _)| *name == base);
    let folder = FOLDERS.iter().find(|(folder, _)| *folder == path);
    let found = socket.filter(|_| outside && is_pipe).or(folder)?;
    Some(found.1)
}

/// True for a folder that holds the socket of an engine among other things.
pub fn holds_socket(path: &str) -> bool {
    let base = path.rsplit(['/', '\\']).next().unwrap_or_default();
    engine_socket(path).is_some() && base != "docker_engine" && base.rsplit_once('.').is_none()
}

/// True if who writes there becomes root on the host: programs that root runs, their settings, the
/// files of all containers.
pub fn gives_root(path: &str) -> bool {
    const ALL: [&str; 14] = [
        "/bin",
        "/boot",
        "/lib/modules",
        "/proc",
        "/root/.ssh",
        "/sbin",
        "/usr/bin",
        "/usr/lib/modules",
        "/usr/lib/systemd",
        "/usr/local/bin",
        "/usr/local/sbin",
        "/usr/sbin",
        "/var/lib/containerd",
        "/var/lib/docker",
    ];
    const ONLY: [&str; 12] = [
        "/etc",
        "/lib",
        "/lib64",
        "/root",
        "/root/.bash_profile",
        "/root/.bashrc",
        "/root/.profile",
        "/usr",
        "/usr/lib",
        "/usr/lib64",
        "/usr/local",
        "/var/lib",
    ];
    const OF_ETC: [&str; 25] = [
        "/etc/apt",
        "/etc/cron.d",
        "/etc/cron.daily",
        "/etc/cron.hourly",
        "/etc/cron.monthly",
        "/etc/cron.weekly",
        "/etc/crontab",
        "/etc/docker",
        "/etc/environment",
        "/etc/group",
        "/etc/gshadow",
        "/etc/init.d",
        "/etc/ld.so.conf",
        "/etc/ld.so.conf.d",
        "/etc/ld.so.preload",
        "/etc/modprobe.d",
        "/etc/pam.d",
        "/etc/passwd",
        "/etc/profile",
        "/etc/profile.d",
        "/etc/shadow",
        "/etc/ssh",
        "/etc/sudoers",
        "/etc/sudoers.d",
        "/etc/systemd",
    ];
    ONLY.contains(&path) || is_in_any(path, &ALL) || is_in_any(path, &OF_ETC)
}

/// True for what lies below the folders of root and of its settings, whatever it is.
pub fn is_of_root(path: &str) -> bool {
    is_in_any(path, &["/etc", "/root"]) && !is_public_setting(path)
}

/// Files and folders of `/etc` that many programs need and everyone may read.
fn is_public_setting(path: &str) -> bool {
    const PUBLIC: [&str; 12] = [
        "/etc/alpine-release",
        "/etc/ca-certificates",
        "/etc/hostname",
        "/etc/hosts",
        "/etc/localtime",
        "/etc/machine-id",
        "/etc/os-release",
        "/etc/pki",
        "/etc/resolv.conf",
        "/etc/ssl/certs",
        "/etc/timezone",
        "/etc/zoneinfo",
    ];
    is_in_any(path, &PUBLIC)
}

/// What someone learns or reaches who reads a path of the host, if that is worth something.
pub fn private_path(path: &str) -> Option<&'static str> {
    if let Some(what) = of_user(path) {
        return Some(what);
    }
    Some(match path {
        "/etc" => "the settings and password hashes of the host",
        "/dev" => "all devices of the host",
        "/boot" => "what the host starts from",
        "/var/lib" | "/var/lib/docker" | "/var/lib/containerd" => "the data of all containers",
        "/var/lib/docker/volumes" => "the volumes of all containers",
        _ if is_in_any(path, &["/etc/shadow", "/etc/gshadow"]) => "the password hashes of the host",
        _ if is_in_any(path, &["/etc/sudoers", "/etc/sudoers.d"]) => "who may become root",
        _ if is_in_any(path, &["/etc/ssh", "/etc/ssl/private", "/etc/letsencrypt"])
            || is_in_any(path, &["/etc/wireguard", "/etc/kubernetes", "/etc/rancher"]) =>
        {
            "private keys of the host"
        }
        _ if is_in_any(path, &["/run/dbus", "/var/run/dbus"]) => "the system bus of the host",
        _ if is_in_any(path, &["/run/systemd", "/var/run/systemd"]) => "systemd of the host",
        _ if is_in(path, "/proc") => "the processes of the host",
        _ if is_in(path, "/sys/fs/cgroup") => "the control groups of the host",
        _ if is_in(path, "/sys") => "the devices and the kernel of the host",
        "/var/log" => "the logs of the host",
        _ if is_in_any(
            path,
            &["/var/log/journal", "/var/log/syslog", "/var/log/auth.log"],
        ) =>
        {
            "the logs of the host"
        }
        _ if raw_device(path) => "a device with the data of the host",
        _ => return None,
    })
}

/// What monitors read, and what tells little about the host.
pub fn is_for_monitors(path: &str) -> bool {
    const FOLDERS: [&str; 10] = [
        "/boot",
        "/dev/disk",
        "/proc",
        "/run/udev",
        "/sys",
        "/var/lib/containerd",
        "/var/lib/docker",
        "/var/log",
        "/var/run/udev",
        "/etc",
    ];
    is_in_any(path, &FOLDERS)
}

/// Anything of the host that is no data of a program. For those who want to know of all of it.
pub fn is_of_system(path: &str) -> bool {
    const HARMLESS: [&str; 6] = [
        "/dev/full",
        "/dev/null",
        "/dev/random",
        "/dev/urandom",
        "/dev/zero",
        "/etc/timezone",
    ];
    const FOLDERS: [&str; 6] = ["/dev", "/proc", "/run", "/sys", "/var/run", "/etc"];
    !HARMLESS.contains(&path) && is_in_any(path, &FOLDERS)
}

/// Folders of programs that keep credentials in them.
const CREDENTIALS: [(&str, &str); 7] = [
    (".ssh", "SSH keys"),
    (".aws", "credentials for AWS"),
    (".azure", "credentials for Azure"),
    (".kube", "credentials for Kubernetes"),
    (".docker", "credentials for registries"),
    (".gnupg", "GnuPG keys"),
    ("gcloud", "credentials for Google Cloud"),
];

/// Home directories and the credentials in them.
fn of_user(path: &str) -> Option<&'static str> {
    let is_home = match path {
        "~" | "/home" | "/Users" | "/root" => true,
        _ => {
            let name = ["/home/", "/Users/"]
                .iter()
                .find_map(|home| path.strip_prefix(home));
            name.is_some_and(|name| !name.contains('/') && !name.is_empty())
        }
    };
    if is_home {
        return Some("a home directory with all that is in it");
    }
    let in_home = ["~/", "/root/", "/home/", "/Users/", "$"]
        .iter()
        .any(|home| path.starts_with(home));
    let base = path.rsplit('/').next().unwrap_or_default();
    let is_public = base.rsplit_once('.').is_some_and(|(_, end)| end == "pub")
        || matches!(base, "known_hosts" | "docker.sock");
    if !in_home || is_public {
        return None;
    }
    let mut parts = path.split('/');
    let folder = parts.find_map(|part| CREDENTIALS.iter().find(|(name, _)| *name == part));
    folder.map(|(_, what)| *what).or_else(|| {
        let settings = path.starts_with(['~', '/']) && base.starts_with('.') && base != ".env";
        (settings && secret_file(path).is_some()).then_some("credentials of a user")
    })
}

/// True for devices that give the data or the memory of the host as it is: disks and their parts,
/// the memory, the log of the kernel.
pub fn raw_device(path: &str) -> bool {
    const NAMES: [&str; 13] = [
        "block",
        "disk",
        "kmem",
        "kmsg",
        "loop-control",
        "mapper",
        "md",
        "mem",
        "nbd",
        "port",
        "rbd",
        "zfs",
        "zvol",
    ];
    const STARTS: [&str; 12] = [
        "sd", "hd", "vd", "xvd", "nvme", "mmcblk", "md", "loop", "dm-", "zd", "mtdblock", "nbd",
    ];
    let Some(name) = path.strip_prefix("/dev/") else {
        return path == "/dev";
    };
    let first = name.split('/').next().unwrap_or_default();
    let numbered = |start: &str| {
        let rest = first.strip_prefix(start).unwrap_or_default();
        let letters = matches!(start, "sd" | "hd" | "vd" | "xvd");
        rest.starts_with(|c: char| c.is_ascii_digit() || letters && c.is_ascii_lowercase())
            || rest == "*"
    };
    NAMES.contains(&first)
        || name == "char/1:11"
        || name == "char/10:237"
        || STARTS.iter().any(|start| numbered(start))
        || first
            .strip_prefix("rbd")
            .is_some_and(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned() {
        for (written, want) in [
            ("/var/run/", "/var/run"),
            ("//var//run/./docker.sock", "/var/run/docker.sock"),
            ("/etc/../root", "/root"),
            ("/", "/"),
            ("~/", "~"),
            ("${HOME}/.ssh", "~/.ssh"),
            ("$HOME", "~"),
            ("$HOMES/.ssh", "$HOMES/.ssh"),
            ("./data/", "./data/"),
            ("../..", "../.."),
        ] {
            assert_eq!(host_path(written), want, "{written}");
        }
    }

    #[test]
    fn sockets_of_engines() {
        for (path, want) in [
            ("/var/run/docker.sock", true),
            ("${XDG_RUNTIME_DIR}/docker.sock", true),
            ("/run/user/1000/podman/podman.sock", true),
            (r"\\.\pipe\docker_engine", true),
            ("/", true),
            ("/var/run", true),
            ("./docker.sock", false),
            ("/run/mysqld", false),
            ("/srv/docker_engine", false),
        ] {
            assert_eq!(engine_socket(path).is_some(), want, "{path}");
        }
    }

    #[test]
    fn powers() {
        for (path, root, private) in [
            ("/etc", true, true),
            ("/etc/cron.d/x", true, false),
            ("/etc/nginx", false, false),
            ("/etc/localtime", false, false),
            ("/etc/ssl/certs", false, false),
            ("/etc/ssh", true, true),
            ("/usr/src", false, false),
            ("/var/lib/mysql", false, false),
            ("/var/lib/docker/volumes", true, true),
            ("/root/app/data", false, false),
            ("/proc", true, true),
            ("/sys", false, true),
            ("/dev", false, true),
            ("/dev/dri", false, false),
            ("/dev/sda1", false, true),
            ("/home/me", false, true),
            ("/home/me/app", false, false),
            ("/home/me/.aws/credentials", false, true),
            ("~/.ssh/known_hosts", false, false),
            ("~/.npmrc", false, true),
            ("./.ssh", false, false),
        ] {
            assert_eq!(gives_root(path), root, "{path}");
            assert_eq!(private_path(path).is_some(), private, "{path}");
        }
    }

    #[test]
    fn devices() {
        for (path, want) in [
            ("/dev/sda", true),
            ("/dev/nvme0n1", true),
            ("/dev/mapper/root", true),
            ("/dev/mem", true),
            ("/dev/dm-0", true),
            ("/dev", true),
            ("/dev/ttyUSB0", false),
            ("/dev/snd", false),
            ("/dev/dri/renderD128", false),
            ("/dev/video0", false),
            ("/dev/vhost-net", false),
            ("/dev/net/tun", false),
            ("/dev/kvm", false),
            ("/dev/fuse", false),
        ] {
            assert_eq!(raw_device(path), want, "{path}");
        }
    }
}
