-- Payments at banks whose outcome is open.
CREATE INDEX IF NOT EXISTS transactions_at_banks ON transactions (check_at) WHERE status = 6;
