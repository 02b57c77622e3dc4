grant select, insert, update, delete on party_merged to dedal_app;
alter table party_merged enable row level security;
create policy own_rows on party_merged to dedal_app using (
  (select sees_every_org()) or org_id = any ((select seen_orgs())::uuid[]));
