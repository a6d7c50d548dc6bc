-- The fingerprint leads. With the merchant first, a planner without statistics took this index to find a stored card by its rectoken, and read all
-- cards of the merchant.
CREATE INDEX rectokens_by_fingerprint ON rectokens (fingerprint, merchant_id);

DROP INDEX rectokens_by_card;
