//! Elements by name. The framework's own elements carry their attributes and children in their types, and each such
//! type is compiled anew; here is one type for all of HTML and SVG. It builds, updates and removes an element the way
//! the framework does, and the framework sees it as any other part of a screen.

use std::sync::Arc;

use leptos::ev::EventDescriptor;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use leptos::web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::dynamic::Dynamic;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element to be. It is a pointer, since it is handed on with every attribute it gets.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    svg: bool,
    settings: Vec<(&'static str, Setting)>,
    children: Vec<AnyView>,
}

/// What a name on an element stands for.
pub enum Setting {
    Attribute(String),
    Moving(Moving, Dynamic<Option<String>>),
    Listener(SendWrapper<Box<dyn FnMut(Event)>>),
}

/// What follows a value that changes. What has no value is absent, or empty.
#[derive(Clone, Copy)]
pub enum Moving {
    Attribute,
    /// A class, there or not.
    Class,
    /// What a field holds, which unlike its attribute follows also after the person has typed.
    Value,
    /// Whether a box is ticked.
    Checked,
}

/// An HTML element.
pub fn el(tag: &'static str) -> El {
    new(tag, false)
}

/// An SVG element.
pub fn svg(tag: &'static str) -> El {
    new(tag, true)
}

#[inline(never)]
fn new(tag: &'static str, svg: bool) -> El {
    El(Box::new(Parts { tag, svg, settings: Vec::new(), children: Vec::new() }))
}

impl El {
    #[inline(never)]
    fn set(mut self, name: &'static str, setting: Option<Setting>) -> Self {
        self.0.settings.extend(setting.map(|setting| (name, setting)));
        self
    }

    /// An attribute; one without a value is left out.
    pub fn attr(self, name: &'static str, value: impl Attr) -> Self {
        self.set(name, value.setting())
    }

    /// A class that is there while the flag is up. It stands behind the fixed classes of the element.
    pub fn class_if(self, name: &'static str, flag: impl Into<Flag>) -> Self {
        let flag = match flag.into() {
            Flag::Fixed(false) => return self,
            Flag::Fixed(true) => Box::new(|| true),
            Flag::Moving(flag) => flag,
        };
        self.set(name, Some(Setting::Moving(Moving::Class, presence(flag))))
    }

    /// What a field holds.
    pub fn value(self, value: Dynamic<String>) -> Self {
        self.set("value", Some(Setting::Moving(Moving::Value, present(value))))
    }

    /// Whether a box is ticked.
    pub fn checked(self, checked: Dynamic<bool>) -> Self {
        self.set("checked", Some(Setting::Moving(Moving::Checked, presence(checked))))
    }

    /// What happens on an event.
    pub fn on<E>(self, _event: E, mut handle: Box<dyn FnMut(E::EventType)>) -> Self
    where
        E: EventDescriptor + Named,
        E::EventType: JsCast + 'static,
    {
        let handle: Box<dyn FnMut(Event)> = Box::new(move |event| handle(event.unchecked_into()));
        self.set(E::NAME, Some(Setting::Listener(SendWrapper::new(handle))))
    }

    /// What stands in it, after what stands there already.
    #[inline(never)]
    pub fn child(mut self, child: impl Child) -> Self {
        child.put(&mut self.0.children);
        self
    }

    /// The element as a part of the screen.
    #[inline(never)]
    pub fn into_any(self) -> AnyView {
        IntoAny::into_any(self)
    }
}

/// An element on the page, with all that keeps it up to date.
pub struct Built {
    tag: &'static str,
    element: Element,
    kept: Vec<(&'static str, Kept)>,
    children: Vec<AnyViewState>,
}

/// What an element has of a name, for as long as it is on the page.
enum Kept {
    Attribute,
    #[allow(dead_code, reason = "the effect runs for as long as it is kept")]
    Moving(Moving, RenderEffect<Option<String>>),
    Listener(SendWrapper<Closure<dyn FnMut(Event)>>),
}

impl Built {
    /// Gives the element what its names stand for, and takes from it what they stood for before.
    fn apply(&mut self, settings: Vec<(&'static str, Setting)>) {
        for (name, kept) in std::mem::take(&mut self.kept) {
            let stays = settings.iter().any(|(new, _)| *new == name);
            match kept {
                Kept::Listener(closure) => self.ignore(name, &closure),
                Kept::Attribute if !stays => Moving::Attribute.follow(&self.element, name, None),
                // A radio button that is still on when it comes to another group would switch that one's button off.
                Kept::Moving(kind @ Moving::Checked, _) => kind.follow(&self.element, name, None),
                Kept::Moving(kind, _) if !stays => kind.follow(&self.element, name, None),
                _ => {}
            }
        }
        for (name, setting) in settings {
            let kept = match setting {
                Setting::Attribute(value) => {
                    let _ = self.element.set_attribute(name, &value);
                    Kept::Attribute
                }
                Setting::Moving(kind, value) => {
                    let element = self.element.clone();
                    let effect = RenderEffect::new(move |last: Option<Option<String>>| {
                        let now = value();
                        // What a person has changed meanwhile is set again; the page is spared the rest.
                        if kind.is_typed() || last.as_ref() != Some(&now) {
                            kind.follow(&element, name, now.as_deref());
                        }
                        now
                    });
                    Kept::Moving(kind, effect)
                }
                Setting::Listener(handle) => {
                    let (owner, mut handle) = (Owner::current().unwrap_or_default(), handle.take());
                    let handle: Box<dyn FnMut(Event)> = Box::new(move |event| owner.with(|| handle(event)));
                    let closure = Closure::wrap(handle);
                    let _ = self.element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
                    Kept::Listener(SendWrapper::new(closure))
                }
            };
            self.kept.push((name, kept));
        }
    }

    fn ignore(&self, name: &str, closure: &Closure<dyn FnMut(Event)>) {
        let _ = self.element.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    }
}

impl Moving {
    /// Whether a person changes it, too.
    fn is_typed(self) -> bool {
        matches!(self, Self::Value | Self::Checked)
    }

    fn follow(self, element: &Element, name: &str, value: Option<&str>) {
        match self {
            Self::Attribute => {
                let _ = match value {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
            }
            Self::Class => {
                let _ = element.class_list().toggle_with_force(name, value.is_some());
            }
            Self::Checked => {
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    input.set_checked(value.is_some());
                }
            }
            Self::Value => {
                let value = value.unwrap_or_default();
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    input.set_value(value);
                } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                    area.set_value(value);
                } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                    select.set_value(value);
                }
            }
        }
    }
}

impl Render for El {
    type State = Built;

    fn build(self) -> Built {
        let Parts { tag, svg, settings, children } = *self.0;
        let element = Dom::create_element(tag, svg.then_some(SVG));
        let mut built = Built { tag, element, kept: Vec::new(), children: Vec::new() };
        // A choice takes a value only where its options are there already.
        for child in children {
            let mut child = child.build();
            child.mount(&built.element, None);
            built.children.push(child);
        }
        built.apply(settings);
        built
    }

    fn rebuild(self, built: &mut Built) {
        if self.0.tag != built.tag {
            let mut new = self.build();
            built.insert_before_this(&mut new);
            built.unmount();
            *built = new;
            return;
        }
        let Parts { settings, children, .. } = *self.0;
        for mut surplus in built.children.drain(children.len().min(built.children.len())..) {
            surplus.unmount();
        }
        for (index, child) in children.into_iter().enumerate() {
            match built.children.get_mut(index) {
                Some(old) => child.rebuild(old),
                None => {
                    let mut child = child.build();
                    child.mount(&built.element, None);
                    built.children.push(child);
                }
            }
        }
        built.apply(settings);
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        let _ = parent.insert_before(&self.element, before);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else { return false };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

/// There is no server: what would write or take over its HTML does nothing.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Built {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// An element gets its attributes by name; none are spread onto it.
impl AddAnyAttr for El {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

/// The value of an attribute: text, yes or no, or one that changes.
pub trait Attr {
    fn setting(self) -> Option<Setting>;
}

impl Attr for String {
    fn setting(self) -> Option<Setting> {
        Some(Setting::Attribute(self))
    }
}

impl Attr for &str {
    fn setting(self) -> Option<Setting> {
        self.to_owned().setting()
    }
}

impl Attr for usize {
    fn setting(self) -> Option<Setting> {
        self.to_string().setting()
    }
}

impl Attr for bool {
    fn setting(self) -> Option<Setting> {
        self.then(|| Setting::Attribute(String::new()))
    }
}

impl Attr for Dynamic<Option<String>> {
    fn setting(self) -> Option<Setting> {
        Some(Setting::Moving(Moving::Attribute, self))
    }
}

impl Attr for Dynamic<String> {
    fn setting(self) -> Option<Setting> {
        present(self).setting()
    }
}

impl Attr for Dynamic<bool> {
    fn setting(self) -> Option<Setting> {
        presence(self).setting()
    }
}

impl<A: Attr> Attr for Option<A> {
    fn setting(self) -> Option<Setting> {
        self.and_then(A::setting)
    }
}

fn present(value: Dynamic<String>) -> Dynamic<Option<String>> {
    Box::new(move || Some(value()))
}

/// Present without a text, or absent.
fn presence(flag: Dynamic<bool>) -> Dynamic<Option<String>> {
    Box::new(move || flag().then(String::new))
}

/// Yes or no, for good or for now.
pub enum Flag {
    Fixed(bool),
    Moving(Dynamic<bool>),
}

impl From<bool> for Flag {
    fn from(fixed: bool) -> Self {
        Self::Fixed(fixed)
    }
}

impl From<Dynamic<bool>> for Flag {
    fn from(moving: Dynamic<bool>) -> Self {
        Self::Moving(moving)
    }
}

/// An event by its name on the page.
pub trait Named {
    const NAME: &'static str;
}

macro_rules! named {
    ($($event:ident)*) => {$(impl Named for leptos::ev::$event {
        const NAME: &'static str = stringify!($event);
    })*};
}
named!(blur change click input keydown paste submit toggle);

/// What can stand in an element.
pub trait Child {
    fn put(self, into: &mut Vec<AnyView>);
}

impl Child for AnyView {
    fn put(self, into: &mut Vec<AnyView>) {
        into.push(self);
    }
}

impl Child for El {
    fn put(self, into: &mut Vec<AnyView>) {
        into.push(self.into_any());
    }
}

impl Child for String {
    fn put(self, into: &mut Vec<AnyView>) {
        into.push(IntoAny::into_any(self));
    }
}

impl Child for &str {
    fn put(self, into: &mut Vec<AnyView>) {
        self.to_owned().put(into);
    }
}

impl Child for usize {
    fn put(self, into: &mut Vec<AnyView>) {
        self.to_string().put(into);
    }
}

impl Child for Arc<str> {
    fn put(self, into: &mut Vec<AnyView>) {
        (&*self).put(into);
    }
}

impl Child for Dynamic<String> {
    fn put(self, into: &mut Vec<AnyView>) {
        into.push(IntoAny::into_any(self));
    }
}

impl<C: Child> Child for Option<C> {
    fn put(self, into: &mut Vec<AnyView>) {
        if let Some(child) = self {
            child.put(into);
        }
    }
}

impl<C: Child> Child for Vec<C> {
    fn put(self, into: &mut Vec<AnyView>) {
        for child in self {
            child.put(into);
        }
    }
}

/// Parts beside each other, as one part.
pub fn parts(child: impl Child) -> AnyView {
    let mut parts = Vec::new();
    child.put(&mut parts);
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            IntoAny::into_any(parts)
        }
    }
}
