-- The table is empty at one moment and has thousands of rows at the next, while plans are kept. One that was made for an empty
-- table reads all of it, so the table keeps its pages, by which the planner sees what it is like when it matters.
ALTER TABLE open_delivery SET (vacuum_truncate = off);
