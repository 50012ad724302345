package de.handschlag.registry.sharingview;

import java.util.List;

/** Records that block a person, oldest first. */
record BlockingRecordList(List<BlockingRecord> blockingRecords) {}
