-- Questions over what many boards export, month by month, with DuckDB: any engine that reads lines of JSON can ask them. Each board
-- or office writes a file a day into the folder exports, all of its plans in it:
--
--   lscb list --format jsonl --columns plan,board,ref,objective_title,action,leads,due,days_late,state,rag,tags -o exports/2008-10-01.jsonl
--   duckdb boards.db -f many-boards.sql

CREATE OR REPLACE VIEW actions AS
SELECT *
FROM read_json('exports/*.jsonl', format = 'newline_delimited', columns = {
  as_at: 'DATE', plan: 'VARCHAR', board: 'VARCHAR', ref: 'VARCHAR', objective_title: 'VARCHAR', action: 'VARCHAR',
  leads: 'VARCHAR[]', due: 'DATE', days_late: 'INTEGER', state: 'VARCHAR', rag: 'VARCHAR', tags: 'VARCHAR[]', file: 'VARCHAR'
});

-- The share overdue of the open actions that have a date, by board and quarter: of each quarter the last day exported.
CREATE OR REPLACE VIEW overdue_by_quarter AS
SELECT
  board,
  date_trunc('quarter', as_at) AS quarter,
  as_at,
  count(*) FILTER (state = 'overdue') AS overdue,
  count(*) FILTER (state <> 'closed' AND due IS NOT NULL) AS dated,
  round(100.0 * count(*) FILTER (state = 'overdue') / nullif(count(*) FILTER (state <> 'closed' AND due IS NOT NULL), 0))
    AS overdue_percent
FROM actions
GROUP BY board, as_at
QUALIFY as_at = max(as_at) OVER (PARTITION BY board, date_trunc('quarter', as_at))
ORDER BY board NULLS LAST, quarter;

FROM overdue_by_quarter;

-- Themes over all boards, as at the last day: by their tags, and what has none by its objective.
SELECT theme, count(DISTINCT board) AS boards, count(*) AS actions, count(*) FILTER (state = 'overdue') AS overdue
FROM (
  SELECT board, state, unnest(CASE WHEN len(tags) > 0 THEN tags ELSE [objective_title] END) AS theme
  FROM actions
  WHERE as_at = (SELECT max(as_at) FROM actions)
)
GROUP BY theme
ORDER BY actions DESC, theme;

-- All of it as one file that other engines read.
COPY actions TO 'actions.parquet' (FORMAT parquet);
