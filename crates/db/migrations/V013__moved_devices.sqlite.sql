-- When a device went to another tenant: until its access token has ended, it may still act in the one it came from.
ALTER TABLE auth_sessions ADD COLUMN moved_at INTEGER;
