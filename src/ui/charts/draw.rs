//! A picture as elements. What an ink looks like is said by the style sheet, so that it follows light and dark.

use leptos::prelude::*;

use crate::chart::svg::{curve, strokes, turn, word};
use crate::chart::{Ink, Letters, Picture, Shape, tenths};
use crate::ui::el::{El, parts, svg};

const STEPS: [&str; 6] = ["ink step-0", "ink step-1", "ink step-2", "ink step-3", "ink step-4", "ink step-5"];

fn class(ink: Ink) -> &'static str {
    match ink {
        Ink::Filled => "ink filled",
        Ink::Outlined => "ink outlined",
        Ink::Hatched => "ink hatched",
        Ink::Range => "ink range",
        Ink::Target => "ink target",
        Ink::Ghost => "ink ghost",
        Ink::Loss => "ink loss",
        Ink::Track => "ink track",
        Ink::Join => "ink join",
        Ink::Axis => "ink axis",
        Ink::Grid => "ink grid",
        Ink::Step(level) => STEPS.get(usize::from(level)).copied().unwrap_or("ink step-5"),
    }
}

/// The picture, under the name that assistive technology gives it.
pub fn draw(picture: &Picture, name: &str) -> El {
    let (width, height) = (tenths(picture.width), tenths(picture.height));
    svg("svg")
        .attr("class", "picture")
        .attr("viewBox", ["0 0 ", &width, " ", &height].concat())
        .attr("width", width)
        .attr("role", "img")
        .attr("aria-label", name)
        .child(picture.shapes.iter().map(|shape| parts(element(shape))).collect::<Vec<AnyView>>())
}

fn element(shape: &Shape) -> El {
    match shape {
        Shape::Box { x, y, width, height, ink } => svg("rect")
            .attr("class", class(*ink))
            .attr("x", tenths(*x))
            .attr("y", tenths(*y))
            .attr("width", tenths(*width))
            .attr("height", tenths(*height)),
        Shape::Lines { lines, ink } => svg("path").attr("class", class(*ink)).attr("d", strokes(lines)),
        Shape::Curve { points, ink } => {
            let class = if *ink == Ink::Outlined { "curve claimed" } else { "curve" };
            svg("path").attr("class", class).attr("d", curve(points))
        }
        Shape::Dot { x, y, radius, ink } => svg("circle")
            .attr("class", class(*ink))
            .attr("cx", tenths(*x))
            .attr("cy", tenths(*y))
            .attr("r", tenths(*radius)),
        Shape::Words { x, y, anchor, letters, text, turned } => {
            let class = match letters {
                Letters::Name | Letters::OnStep(_) => "words",
                Letters::Value => "words value",
                Letters::Small => "words small",
            };
            svg("text")
                .attr("class", class)
                .attr("x", tenths(*x))
                .attr("y", tenths(*y))
                .attr("text-anchor", word(*anchor))
                .attr("transform", turned.then(|| turn(*x, *y)))
                .child(text.clone())
        }
    }
}
