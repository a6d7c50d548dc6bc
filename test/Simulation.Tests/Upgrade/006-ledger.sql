-- A payout whose outcome is open, and the entries of the approved order with their balances.

INSERT INTO orders (payment_id, merchant_id, order_id, state, version, amount, currency, created_at, expires_at, open_transaction_id, terms, payment) VALUES
    (100000009, 1549901, 'payout', 1, 0, 400, 'GEL', 1795515272081, 4102444800000, 1000000008, '{"Description":"Winnings","Version":"V101","Lifetime":36000,"Payout":true,"RequestHash":"06878dc862fabc444f271cf93fc05f017b44f0346b73353c188de216e014d290"}', '{"TransactionId":1000000008,"PaymentSystem":"card","MaskedCard":"444455XXXXXX6666","CardBin":444455,"CardType":"VISA"}');

INSERT INTO transactions (transaction_id, merchant_id, payment_id, kind, status, amount, currency, connector, parent_id, masked_card, card_type, rrn, approval_code, eci, response_code, started_at, ended_at, check_at) VALUES
    (1000000008, 1549901, 100000009, 5, 5, 400, 'GEL', 'simulator', NULL, '444455XXXXXX6666', 'VISA', NULL, NULL, NULL, NULL, 1695515272084, NULL, 1695515332084);

INSERT INTO ledger_entries (merchant_id, transaction_id, account, currency, amount) VALUES
    (1549901, 1000000003, 1, 'GEL', 1000),
    (1549901, 1000000003, 2, 'GEL', -1000);

INSERT INTO ledger_balances (merchant_id, currency, account, shard, amount) VALUES
    (1549901, 'GEL', 1, 0, 1000),
    (1549901, 'GEL', 2, 0, -1000);
