-- New tables get the app role's rights and the row policy of 0002; rows are added, and erased once, never deleted.
do $do$
declare t text;
begin
  foreach t in array array['question', 'answer'] loop
    execute format('grant select, insert on %I to dedal_app', t);
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy own_rows on %I to dedal_app using ('
      '(select sees_every_org()) or org_id = any ((select seen_orgs())::uuid[]))', t);
  end loop;
end $do$;

grant update (subject, text, choices, erased_at) on question to dedal_app;
grant update (choice, text, voice, voice_type, erased_at) on answer to dedal_app;

create function erased_once() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' or old.erased_at is not null or new.erased_at is null or new.text is not null then
    raise exception 'only erased, once';
  end if;
  return new;
end $body$;

create trigger question_erased_once before update or delete on question for each row execute function erased_once();
create trigger answer_erased_once before update or delete on answer for each row execute function erased_once();
