//! What rules want to know of all services of a project at once, found on first use.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::compose::model::{Service, services};
use crate::compose::value::{Field, Value};
use crate::project::compose::{Project, is_main};
use crate::text::nearest;

use super::ComposeCx;
use super::compose_host::{Mounted, mounts};
use super::compose_network::image_port;
use super::compose_practice::Scalars;
use super::compose_project::condition;

/// How many names are compared in search of one that was meant.
const MAX_COMPARED: usize = 200_000;

/// The names of one mapping at the top.
type Names<'c, 's> = HashMap<&'c str, &'c Field<'s>>;

/// What the service of a name mounts.
type OfService<'c> = (&'c str, Rc<[Mounted]>);

/// What was found of a project so far.
#[derive(Default)]
pub(super) struct Survey<'c, 's> {
    sections: OnceCell<HashMap<&'c str, Names<'c, 's>>>,
    awaited: OnceCell<HashSet<&'c str>>,
    extended: OnceCell<HashSet<&'c str>>,
    built: OnceCell<HashSet<&'c str>>,
    listening: OnceCell<HashMap<u16, Vec<Service<'c, 's>>>>,
    all_run: OnceCell<bool>,
    is_overlay: OnceCell<bool>,
    scalars: OnceCell<Rc<Scalars<'c, 's>>>,
    /// Those of the service that was asked about last, by its name.
    mounts: RefCell<Option<OfService<'c>>>,
    compared: Cell<usize>,
}

impl<'c, 's> ComposeCx<'c, 's> {
    /// The key and value of a name in one of the mappings at the top, such as `networks`.
    pub fn entry(&self, kind: &str, name: &str) -> Option<&'c Field<'s>> {
        let root = self.root();
        let sections = self.survey.sections.get_or_init(|| {
            let names = |field: &'c Field<'s>| {
                let fields = field.value.fields().iter();
                fields.map(|it| (&*it.key, it)).collect()
            };
            let sections = root.fields().iter().filter(|it| !it.key.starts_with("x-"));
            sections.map(|it| (&*it.key, names(it))).collect()
        });
        sections.get(kind)?.get(name).copied()
    }

    /// All scalars of the project.
    pub fn scalars(&self) -> Rc<Scalars<'c, 's>> {
        let root = self.root();
        let scalars = &self.survey.scalars;
        Rc::clone(scalars.get_or_init(|| Rc::new(Scalars::new(root))))
    }

    /// What a service mounts; several rules ask, one after the other.
    pub fn mounts(&self, service: Service<'c, 's>) -> Rc<[Mounted]> {
        let mut kept = self.survey.mounts.borrow_mut();
        if let Some((name, mounts)) = &*kept
            && *name == service.name
        {
            return Rc::clone(mounts);
        }
        let mounts: Rc<[Mounted]> = mounts(service, self).into();
        *kept = Some((service.name, Rc::clone(&mounts)));
        mounts
    }

    /// The service of a name.
    pub fn service(&self, name: &str) -> Option<Service<'c, 's>> {
        let field = self.entry("services", name)?;
        let name = &field.key;
        Some(Service { name, field })
    }

    /// The name in one of the mappings at the top that looks like `name`.
    pub fn similar(&self, kind: &str, name: &str) -> Option<&'c str> {
        let known = self.root().get(kind).map(Value::fields).unwrap_or_default();
        let compared = self.survey.compared.get() + known.len();
        if compared > MAX_COMPARED {
            return None;
        }
        self.survey.compared.set(compared);
        nearest(name, known.iter().map(|field| &*field.key))
    }

    /// True for a service that does its work and ends: another one waits until it completes.
    pub fn is_job(&self, service: Service<'_, '_>) -> bool {
        let root = self.root();
        let awaited = self.survey.awaited.get_or_init(|| {
            let all = services(root).flat_map(Service::depends_on);
            let ended = all.filter(|it| condition(it, "service_completed_successfully").is_some());
            ended.map(|it| it.name).collect()
        });
        awaited.contains(service.name)
    }

    /// True for a name that some service of the project extends.
    pub(super) fn is_extended(&self, name: &str) -> bool {
        let project: &'c Project<'s> = self.project();
        let extended = self.survey.extended.get_or_init(|| {
            let files = project.files.iter().filter_map(|it| it.value.as_deref());
            let all = files.flat_map(services).filter_map(|it| it.get("extends"));
            all.filter_map(|it| it.text().or_else(|| it.get("service")?.text()))
                .collect()
        });
        extended.contains(name)
    }

    /// True for the name of an image that a service of the project builds.
    pub(super) fn is_built(&self, image: &str) -> bool {
        let root = self.root();
        let built = self.survey.built.get_or_init(|| {
            let all = services(root).filter(|it| it.build().is_some());
            all.filter_map(|it| it.get("image")?.text()).collect()
        });
        built.contains(image)
    }

    /// Another service whose image is known to listen on a port.
    pub fn other_listening(&self, own: Service<'_, '_>, port: u16) -> Option<Service<'c, 's>> {
        let root = self.root();
        let listening = self.survey.listening.get_or_init(|| {
            let mut found: HashMap<_, Vec<_>> = HashMap::new();
            for service in services(root) {
                if let Some(port) = image_port(service) {
                    found.entry(port).or_default().push(service);
                }
            }
            found
        });
        let mut others = listening.get(&port)?.iter();
        others.find(|it| it.name != own.name).copied()
    }

    /// True if each service says what it runs.
    pub(super) fn all_run(&self) -> bool {
        let root = self.root();
        *self.survey.all_run.get_or_init(|| {
            let origins = ["image", "build", "provider"];
            services(root).all(|it| origins.iter().any(|key| it.has(key)))
        })
    }

    /// True if the project is one file that is made to be put on top of another one: it does not
    /// go by the name of a main file, and a service in it has nothing to run.
    pub(super) fn is_overlay(&self) -> bool {
        let project: &'c Project<'s> = self.project();
        *self.survey.is_overlay.get_or_init(|| {
            let main = project.files.first();
            let is_main = main.is_some_and(|file| is_main(&file.path));
            let origins = ["image", "build", "provider", "extends"];
            let has_none = |it: Service<'_, '_>| origins.iter().all(|key| it.get(key).is_none());
            !is_main && services(&project.root).any(has_none)
        })
    }
}
