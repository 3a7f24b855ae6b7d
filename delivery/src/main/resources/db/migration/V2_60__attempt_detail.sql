-- What exactly went wrong in an attempt, for people: the reason of a transformation that does not work on the event.
ALTER TABLE attempt ADD COLUMN detail text;
ALTER TABLE ended_delivery ADD COLUMN last_detail text;
