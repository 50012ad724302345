package de.handschlag.consent.notice;

import java.util.List;

import de.handschlag.consent.agency.AgencyView;

/** What a notice is about. Any difference in it is another text and another hash: an old consent does not cover it (R7). */
public record NoticeContent(AgencyView agency, String purpose, List<String> attributes, int months) {}
