-- New tables get the app role's rights and the row policy of 0002.
do $do$
declare t text;
begin
  foreach t in array array['device', 'enrolment_code', 'invitation', 'pin', 'pin_failure', 'quarantine'] loop
    execute format('grant select, insert, update, delete on %I to dedal_app', t);
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy own_rows on %I to dedal_app using ('
      '(select sees_every_org()) or org_id = any ((select seen_orgs())::uuid[]))', t);
  end loop;
end $do$;

-- What was held cannot be lost.
revoke delete, truncate on quarantine from dedal_app;
