-- In which term of the partition's leader the last record was written that is in the log: so Kafka can tell whether the topic was cut
-- before it (docs/adr/0058-after-a-power-cut-what-is-lost-is-sent-again.md). NULL: not known.
ALTER TABLE ingest_offset ADD COLUMN leader_epoch int;
