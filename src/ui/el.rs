//! Elements by name. The framework's own elements carry their attributes and children in their types,
//! and each such type is compiled anew; this one holds them in lists, so there is one type for HTML and
//! one for each shape of SVG. The framework still builds, updates and removes everything.

use std::sync::Arc;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use leptos::svg as shapes;
use leptos::tachys::html::class::class;
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::{EventDescriptor, on};
use leptos::tachys::html::property::prop;
use wasm_bindgen::JsValue;

use super::dynamic::Dynamic;

/// An element to be. It is a pointer, since it is handed on with every attribute it gets.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    svg: bool,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
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
    El(Box::new(Parts { tag, svg, attributes: Vec::new(), children: Vec::new() }))
}

impl El {
    /// An attribute; one without a value is left out.
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: impl Attr) -> Self {
        self.0.attributes.extend(value.attribute(name));
        self
    }

    /// A class that is there while the flag is up.
    #[inline(never)]
    pub fn class_if(mut self, name: &'static str, flag: impl Into<Flag>) -> Self {
        self.0.attributes.push(match flag.into() {
            Flag::Fixed(false) => return self,
            Flag::Fixed(true) => class((name, true)).into_any_attr(),
            Flag::Moving(flag) => class((name, flag)).into_any_attr(),
        });
        self
    }

    /// A property of the element in the page, which unlike an attribute follows after the person has
    /// touched it.
    #[inline(never)]
    pub fn prop(mut self, name: &'static str, value: impl Prop) -> Self {
        self.0.attributes.push(value.property(name));
        self
    }

    /// What happens on an event.
    #[inline(never)]
    pub fn on<E>(mut self, event: E, handle: Box<dyn FnMut(E::EventType)>) -> Self
    where
        E: EventDescriptor + Send + 'static,
        E::EventType: From<JsValue> + 'static,
    {
        self.0.attributes.push(on(event, handle).into_any_attr());
        self
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
        let Parts { tag, svg, attributes, children } = *self.0;
        if !svg {
            return custom(tag).add_any_attr(attributes).child(children).into_any();
        }
        match tag {
            "svg" => shapes::svg().add_any_attr(attributes).child(children).into_any(),
            "g" => shapes::g().add_any_attr(attributes).child(children).into_any(),
            "rect" => shapes::rect().add_any_attr(attributes).into_any(),
            "line" => shapes::line().add_any_attr(attributes).into_any(),
            _ => shapes::path().add_any_attr(attributes).into_any(),
        }
    }
}

/// The value of an attribute: text, yes or no, or one that changes.
pub trait Attr {
    fn attribute(self, name: &'static str) -> Option<AnyAttribute>;
}

macro_rules! attrs {
    ($($ty:ty),*) => {$(impl Attr for $ty {
        fn attribute(self, name: &'static str) -> Option<AnyAttribute> {
            Some(custom_attribute(name, self).into_any_attr())
        }
    })*};
}
attrs!(String, bool, Dynamic<String>, Dynamic<Option<String>>, Dynamic<bool>);

impl Attr for &str {
    fn attribute(self, name: &'static str) -> Option<AnyAttribute> {
        self.to_owned().attribute(name)
    }
}

impl Attr for usize {
    fn attribute(self, name: &'static str) -> Option<AnyAttribute> {
        self.to_string().attribute(name)
    }
}

impl<A: Attr> Attr for Option<A> {
    fn attribute(self, name: &'static str) -> Option<AnyAttribute> {
        self.and_then(|own| own.attribute(name))
    }
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

/// The value of a property.
pub trait Prop {
    fn property(self, name: &'static str) -> AnyAttribute;
}

impl Prop for Dynamic<String> {
    fn property(self, name: &'static str) -> AnyAttribute {
        prop(name, self).into_any_attr()
    }
}

impl Prop for Dynamic<bool> {
    fn property(self, name: &'static str) -> AnyAttribute {
        prop(name, self).into_any_attr()
    }
}

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
