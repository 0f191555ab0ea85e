//! Puts a table into a document, at the place made for it.

use std::path::Path;

use crate::workload::Result;

/// Replaces what stands between the two marks of `place`.
pub fn insert(file: &Path, place: &str, table: &str) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    let text = replaced(&text, place, table)
        .ok_or_else(|| format!("{}: no `<!-- compare {place} begin -->` and end behind it", file.display()))?;
    Ok(std::fs::write(file, text)?)
}

/// Links to plots in a folder that is beside the document; nothing where they are elsewhere.
pub fn pictures(file: &Path, folder: &Path, plots: &[String]) -> String {
    let Some(beside) = file.parent().and_then(|parent| folder.strip_prefix(parent).ok()) else { return String::new() };
    let link = |plot: &String| {
        let title = plot.trim_end_matches(".svg").replace('-', " ");
        format!("\n![{title}]({})\n", beside.join(plot).display())
    };
    plots.iter().map(link).collect()
}

fn replaced(text: &str, place: &str, table: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- compare {place} begin -->"), format!("<!-- compare {place} end -->"));
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{}\n\n{end}{after}", table.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_place_changes() {
        let text = "a\n<!-- compare x begin -->old<!-- compare x end -->\nb";
        let changed = "a\n<!-- compare x begin -->\n\nnew\n\n<!-- compare x end -->\nb";
        assert_eq!(replaced(text, "x", "new\n").as_deref(), Some(changed));
        assert_eq!(replaced(changed, "x", "new").as_deref(), Some(changed));
        assert_eq!(replaced(text, "y", "new"), None);
    }

    #[test]
    fn plots_beside_the_document_are_shown() {
        let plots = ["push-pull-tcp.svg".to_owned()];
        let shown = pictures(Path::new("docs/page.md"), Path::new("docs/page/same"), &plots);
        assert_eq!(shown, "\n![push pull tcp](page/same/push-pull-tcp.svg)\n");
        assert_eq!(pictures(Path::new("docs/page.md"), Path::new("results"), &plots), "");
    }
}
