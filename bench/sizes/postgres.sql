-- Bytes for each order of every table and index, with the room that updates left behind: psql -d tetri -f bench/sizes/postgres.sql
VACUUM;
SELECT relname AS name, pg_relation_size(oid) AS bytes, round(pg_relation_size(oid)::numeric / (SELECT count(*) FROM orders), 1) AS per_order
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND pg_relation_size(oid) > 16384
UNION ALL
SELECT 'all', sum(pg_relation_size(oid)), round(sum(pg_relation_size(oid)) / (SELECT count(*) FROM orders), 1)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
ORDER BY 1;
