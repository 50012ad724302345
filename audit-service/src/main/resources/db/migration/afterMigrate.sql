-- The operator's settings (handschlag.retention.*) as the owner's table: the functions that erase go by it, and neither the
-- service's role nor the eraser's can change it. A service with settings that keep longer erases nothing.
INSERT INTO retention_policy (retention_class, months, kept_by_norm) VALUES
    ('consent', ${consent_months}, nullif('${consent_kept_by_norm}', 'none')),
    ('access', ${access_months}, nullif('${access_kept_by_norm}', 'none')),
    ('enforcement', ${enforcement_months}, nullif('${enforcement_kept_by_norm}', 'none')),
    ('control', ${control_months}, nullif('${control_kept_by_norm}', 'none'))
ON CONFLICT (retention_class) DO UPDATE SET months = excluded.months, kept_by_norm = excluded.kept_by_norm;
