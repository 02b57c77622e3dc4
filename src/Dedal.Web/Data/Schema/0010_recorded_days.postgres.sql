grant select, insert, update, delete on recorded_day to dedal_app;
alter table recorded_day enable row level security;
create policy own_rows on recorded_day to dedal_app using (
  (select sees_every_org()) or org_id = any ((select seen_orgs())::uuid[]));
