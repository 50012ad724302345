-- In which term of the partition's leader the last applied record was written: so Kafka can tell whether the topic was cut before it
-- (docs/adr/0058-after-a-power-cut-what-is-lost-is-sent-again.md). NULL: not known.
ALTER TABLE applied_partition ADD COLUMN leader_epoch integer;
