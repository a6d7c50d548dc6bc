-- The merchant's own name for a transaction (reverse_id).
ALTER TABLE transactions ADD COLUMN reference TEXT;
