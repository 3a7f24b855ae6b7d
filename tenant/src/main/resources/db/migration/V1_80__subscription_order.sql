-- What an ordered subscription does when a delivery has failed for good, and when it is given up.
ALTER TABLE subscription
    ADD COLUMN on_failure            text NOT NULL DEFAULT 'skip',
    ADD COLUMN give_up_after_seconds int;
