-- Bytes for each order of every table and index: sqlite3 -column -header data/tetri.db < bench/sizes/sqlite.sql
SELECT name, sum(pgsize) AS bytes, round(sum(pgsize) * 1.0 / (SELECT count(*) FROM orders), 1) AS per_order
FROM dbstat WHERE pgsize > 0 GROUP BY name HAVING sum(pgsize) > 8192
UNION ALL
SELECT 'all', sum(pgsize), round(sum(pgsize) * 1.0 / (SELECT count(*) FROM orders), 1) FROM dbstat;
