-- A stored card of the approved order, and one that its merchant deactivated. The card is good until the end of 2099.

INSERT INTO rectokens (merchant_id, rectoken, payment_id, transaction_id, card, key_id, fingerprint, masked_card, card_type, expires_at, created_at, approved, deactivated_at) VALUES
    (1549901, '5e4d3c2b1a09f8e7d6c5b4a3928170615e4d3c2b', 100000004, 1000000003, X'010c1122334455667788990a0b32d14e571bcc2ad2b8304c66c7ec1333772e9309008c207b56b69d24406ecb5ff5129e745f', 1, X'cf43649006fcf3ce077e5b5de46be791e27dad78dc8b675559cb310b6ee0b28e', '444455XXXXXX6666', 'VISA', 4102444800000, 1695515271976, 1, NULL),
    (1549901, '7f6e5d4c3b2a19087f6e5d4c3b2a19087f6e5d4c', 100000004, 1000000003, X'010c1122334455667788990a0b32d14e571bcc2ad2b8304c66c7ec1333772e9309008c207b56b69d24406ecb5ff5129e745f', 1, X'cf43649006fcf3ce077e5b5de46be791e27dad78dc8b675559cb310b6ee0b28e', '444455XXXXXX6666', 'VISA', 4102444800000, 1695515271976, 1, 1695515271999);
