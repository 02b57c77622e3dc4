grant select, insert, update, delete on move, stock, about, thing to dedal_app;
do $do$
declare t text;
begin
  foreach t in array array['move', 'stock', 'about', 'thing'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy own_rows on %I to dedal_app using ('
      '(select sees_every_org()) or org_id = any ((select seen_orgs())::uuid[]))', t);
  end loop;
end $do$;
