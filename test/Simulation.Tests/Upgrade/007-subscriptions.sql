-- A subscription of the approved order, its only charge due.

INSERT INTO subscriptions (merchant_id, payment_id, rectoken, schedule, paid_at, state, version, next_charge, declines, due_at, leased_until) VALUES
    (1549901, 100000004, '5e4d3c2b1a09f8e7d6c5b4a3928170615e4d3c2b', '{"Amount":500,"Period":"Month","Every":1,"Quantity":1}', 1695515271976, 0, 0, 1, 0, 1698107271976, 0);
