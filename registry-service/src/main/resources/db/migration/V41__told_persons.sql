-- R41: since when the consent-service knows that there is something to tell the person; null until then. It goes from here, since the access is
-- committed with it: whoever is stopped in between says it again. Also set where there is nobody to tell, as of an erased person.
ALTER TABLE emergency_access ADD COLUMN person_told_at timestamptz;
-- What persons could have seen before they could be told is not told now; what is deferred still is, when that is over.
UPDATE emergency_access SET person_told_at = now()
    WHERE reason IS NULL OR coalesce(notice_deferred_until, opened_at) <= now();
-- What is to be told, from when on.
CREATE INDEX emergency_access_untold ON emergency_access (coalesce(notice_deferred_until, opened_at))
    WHERE person_told_at IS NULL;
GRANT UPDATE (person_told_at) ON emergency_access TO registry_app;

-- The same of a recipient that did not answer in time.
ALTER TABLE obligation ADD COLUMN person_told_at timestamptz;
UPDATE obligation SET person_told_at = now()
    WHERE overdue_recorded_at IS NOT NULL AND coalesce(notice_deferred_until, due_at) <= now();
