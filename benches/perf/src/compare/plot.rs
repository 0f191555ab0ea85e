//! Throughput and latency by size, one picture for each pattern and transport.

use std::path::Path;

use plotters::prelude::*;

use super::Comparison;
use super::measure::{Measured, Row};
use super::report::size;
use crate::workload::Result;

/// Told apart by those who see colours otherwise, too.
const COLOURS: [RGBColor; 8] = [
    RGBColor(213, 94, 0),
    RGBColor(0, 114, 178),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(90, 90, 90),
    RGBColor(0, 0, 0),
];

/// The names of the files.
pub fn all(comparison: &Comparison, folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut groups: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in &comparison.rows {
        let fan = if row.pattern == "pub-sub" { format!("-{}", row.fan) } else { String::new() };
        let how = if row.how == "copy" { String::new() } else { format!("-{}", row.how) };
        let key = format!("{}{fan}{how}-{}", row.pattern, row.transport);
        match groups.iter_mut().find(|(name, _)| *name == key) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    for (key, rows) in groups.iter().filter(|(_, rows)| rows.len() > 1) {
        let name = format!("{key}.svg");
        draw(&folder.join(&name), key, rows)?;
        names.push(name);
    }
    Ok(names)
}

/// What is drawn: the time of a round trip where there is one, the rate elsewhere.
fn value(row: &Row, result: &Measured) -> (f64, f64, f64) {
    let spread = match (row.pattern.as_str(), result.p50) {
        ("req-rep", Some(p50)) => p50,
        _ => result.rate,
    };
    (spread.median, spread.min, spread.max)
}

fn draw(path: &Path, key: &str, rows: &[&Row]) -> Result<()> {
    let mut who: Vec<&str> = Vec::new();
    for result in rows.iter().flat_map(|row| &row.results) {
        if !who.contains(&result.name.as_str()) {
            who.push(&result.name);
        }
    }
    let values = || rows.iter().flat_map(|row| row.results.iter().map(|result| value(row, result)));
    let least = values().map(|(_, min, _)| min).fold(f64::INFINITY, f64::min);
    let most = values().map(|(_, _, max)| max).fold(0.0, f64::max);
    let is_time = key.starts_with("req-rep");
    let unit = if is_time { "round trip, median, µs" } else { "messages per second" };

    let root = SVGBackend::new(path, (900, 480)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(key.replace('-', " "), ("sans-serif", 22))
        .margin(15)
        .x_label_area_size(45)
        .y_label_area_size(80)
        .build_cartesian_2d(-0.4..(rows.len() as f64 - 0.6), (least * 0.8..most * 1.3).log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(BLACK.mix(0.05))
        .x_desc("size of a message")
        .x_labels(rows.len() + 1)
        .x_label_formatter(&|at| {
            let nearest = at.round();
            let row = ((at - nearest).abs() < 0.01 && nearest >= 0.0).then(|| rows.get(nearest as usize)).flatten();
            row.map_or_else(String::new, |row| size(row.size))
        })
        .y_desc(unit)
        .y_label_formatter(&|value| short(*value))
        .label_style(("sans-serif", 15))
        .draw()?;
    for (number, name) in who.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        // A little apart, so that one whisker does not hide another.
        let shift = (number as f64 - (who.len() as f64 - 1.0) / 2.0) * 0.03;
        let points: Vec<(f64, (f64, f64, f64))> = rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| {
                let result = row.results.iter().find(|result| result.name == *name)?;
                Some((at as f64 + shift, value(row, result)))
            })
            .collect();
        chart
            .draw_series(LineSeries::new(points.iter().map(|(x, y)| (*x, y.0)), colour.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(3)));
        chart.draw_series(points.iter().map(|(x, y)| Circle::new((*x, y.0), 4, colour.filled())))?;
        chart.draw_series(
            points.iter().map(|(x, y)| PathElement::new([(*x, y.1), (*x, y.2)], colour.stroke_width(1))),
        )?;
    }
    let corner = if is_time { SeriesLabelPosition::UpperLeft } else { SeriesLabelPosition::LowerLeft };
    chart
        .configure_series_labels()
        .position(corner)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.3))
        .label_font(("sans-serif", 15))
        .draw()?;
    root.present()?;
    Ok(())
}

/// `1.5 M`.
fn short(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{} M", value / 1e6),
        value if value >= 1e3 => format!("{} k", value / 1e3),
        value => format!("{value}"),
    }
}
