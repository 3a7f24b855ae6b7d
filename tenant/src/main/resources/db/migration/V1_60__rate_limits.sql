-- The most requests that ingress takes; null for no limit. Both columns are set, or neither.
ALTER TABLE tenant
    ADD COLUMN rate_per_second int,
    ADD COLUMN rate_burst      int,
    ADD CONSTRAINT rate_is_whole CHECK ((rate_per_second IS NULL) = (rate_burst IS NULL));
ALTER TABLE source
    ADD COLUMN rate_per_second int,
    ADD COLUMN rate_burst      int,
    ADD CONSTRAINT rate_is_whole CHECK ((rate_per_second IS NULL) = (rate_burst IS NULL));
