-- When the present round of a delivery began: the maximum age of a retry policy counts from then.
ALTER TABLE open_delivery ADD COLUMN opened_at timestamptz NOT NULL DEFAULT now();
