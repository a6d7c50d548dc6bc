-- Whose card it is, where a payer keeps it for himself: such a one is never told to the merchant.
ALTER TABLE rectokens ADD COLUMN payer TEXT;

CREATE INDEX rectokens_by_payer ON rectokens (merchant_id, payer) WHERE payer IS NOT NULL;
