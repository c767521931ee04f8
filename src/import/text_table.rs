//! Reads plain text: Markdown's tables between upright strokes, and tables with tabs between the cells, as text copied from a document
//! has them, with lines of text between.

use super::table::{Cell, Paper, Part, Row, Table};
use super::{delimited, html};

/// Reads lines and tables out of a text.
pub fn read(text: &str) -> Paper {
    let mut paper = Paper::default();
    // The table that the next row belongs to.
    let mut open: Option<Table> = None;
    let mut width = 0;
    let (mut at, mut next) = (0, 0);
    let mut count = 0;
    // More cells are refused by whoever asks.
    while at < text.len() && count <= super::MOST_CELLS {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let (line, index) = (text[at..end].trim_end_matches('\r'), next);
        let quoted = delimited::row_in_marks(text, at).filter(|(cells, end)| {
            let over_lines = text[at..*end].trim_end().contains('\n');
            !over_lines || open.is_some() && cells.len() == width
        });
        let (cells, end) = match quoted {
            Some((cells, end)) => (Some(of_texts(&cells)), end),
            None => (cells(line), (end + 1).min(text.len())),
        };
        next += text[at..end].matches('\n').count();
        at = end;
        let Some(cells) = cells else {
            paper.parts.extend(open.take().map(Part::Table));
            let line = html::line(line.trim_start_matches(['#', '>']).trim());
            let line = line.trim_matches('*').trim_start_matches("__").trim_end_matches("__").trim();
            if !line.is_empty() {
                paper.parts.push(Part::Line(line.to_owned()));
            }
            continue;
        };
        count += cells.len();
        if open.is_none() {
            width = line.split('\t').count();
        }
        let table = open.get_or_insert_default();
        if is_rule(line) {
            // The line below a heading of Markdown.
            if let [heading] = &mut table.rows[..] {
                heading.heading = true;
            }
            continue;
        }
        table.rows.push(Row { number: index + 1, cells, ..Row::default() });
    }
    paper.parts.extend(open.map(Part::Table));
    paper
}

/// The cells of a line: those between upright strokes or tabs. `None` where it is a line of text.
fn cells(line: &str) -> Option<Vec<Cell>> {
    let trimmed = line.trim();
    let texts: Vec<String> = if trimmed.starts_with('|') && trimmed.len() > 1 {
        between_strokes(trimmed)
    } else if line.contains('\t') {
        line.split('\t').map(str::to_owned).collect()
    } else {
        return None;
    };
    Some(of_texts(&texts))
}

fn of_texts(texts: &[String]) -> Vec<Cell> {
    texts.iter().enumerate().filter_map(|(column, text)| html::cell(column, text)).collect()
}

/// The cells of a row of Markdown, without what marks bold words, and with its escapes undone.
fn between_strokes(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut letters = line.strip_prefix('|').unwrap_or(line).chars().peekable();
    let add = |letter: char, cells: &mut Vec<String>| {
        if let Some(cell) = cells.last_mut() {
            cell.push(letter);
        }
    };
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {
                add(*next, &mut cells);
                letters.next();
            }
            ('|', None) => {}
            ('|', Some(_)) => cells.push(String::new()),
            ('*', Some('*')) => drop(letters.next()),
            (letter, _) => add(letter, &mut cells),
        }
    }
    cells
}

/// The line of hyphens that Markdown has below a heading.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains("--") && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ' | '\t' | '+' | '='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tables_are_told_apart() {
        let paper = read(
            "## The plan\n\nRef\tAction\n1.1\tDo <p>this</p>\n\n\\* text\n| Ref | Action |\n|---|:--|\n| 1 | a \\| **b**<br>c |\n",
        );
        let shown: Vec<String> = paper
            .parts
            .iter()
            .map(|part| match part {
                Part::Line(line) => line.clone(),
                Part::Table(table) => {
                    let row = |row: &Row| row.cells.iter().map(|cell| cell.joined("/")).collect::<Vec<_>>().join(",");
                    format!("[{}]", table.rows.iter().map(row).collect::<Vec<_>>().join(";"))
                }
            })
            .collect();
        assert_eq!(shown, ["The plan", "[Ref,Action;1.1,Do/this]", "\\* text", "[Ref,Action;1,a | b/c]"]);
        assert!(paper.tables().nth(1).unwrap().rows[0].heading);
    }

    #[test]
    fn cells_that_a_spreadsheet_put_in_quotation_marks_go_over_lines() {
        let paper = read(
            "Ref\tAction\tLead\n1\t\"Do this\nand that\"\tAnn\n2\t\"the \"\"new\"\" form\"\t\"\n3\t\"Old\" forms\t\"\nA line\n",
        );
        let rows: Vec<String> = paper
            .tables()
            .flat_map(|table| &table.rows)
            .map(|row| format!("{} {}", row.number, row.cells.iter().map(|cell| cell.joined("/")).collect::<Vec<_>>().join(",")))
            .collect();
        assert_eq!(rows, ["1 Ref,Action,Lead", "2 1,Do this/and that,Ann", "4 2,the \"new\" form,\"", "5 3,\"Old\" forms,\""]);
    }
}
