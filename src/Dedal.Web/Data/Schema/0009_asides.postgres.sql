grant select, insert, update, delete on aside to dedal_app;
alter table aside enable row level security;
create policy own_rows on aside to dedal_app using (
  (select sees_every_org()) or org_id = any ((select seen_orgs())::uuid[]));
