-- Since when a tenant's audit log has to be there. Whoever makes a tenant begins its log and says so here; a version before this does
-- neither, and may still make tenants while servers of this one run.
ALTER TABLE tenants ADD COLUMN log_since timestamptz;

-- Jobs that have ended name nobody any more. Earlier ones do: those that failed in what they had to know, and those that write to an
-- address in their key, where it was kept for as long as the job.
UPDATE jobs SET payload = '{}' WHERE state IN ('done', 'failed');
UPDATE jobs SET unique_key = NULL WHERE unique_key LIKE '%@%';
