-- What who accompanies a workshop asks about a document or a figure. Free text about people: not of the journal, so
-- that it can be erased (texts to null, once); otherwise rows are only added.
create table question (
  org_id $uuid not null references org (org_id),
  question_id $uuid not null,
  about text not null,
  subject text,
  asked_by $uuid not null,
  asked_at $instant not null,
  text text,
  choices text,
  erased_at $instant,
  primary key (org_id, question_id)
) $strict;

create index question_asked on question (org_id, asked_at);

-- Answers, each one of the choices, words, or a voice note.
create table answer (
  org_id $uuid not null,
  question_id $uuid not null,
  answer_id $uuid not null,
  answered_by $uuid not null,
  answered_at $instant not null,
  choice text,
  text text,
  voice $bytes,
  voice_type text,
  erased_at $instant,
  primary key (org_id, question_id, answer_id),
  foreign key (org_id, question_id) references question (org_id, question_id)
) $strict;

-- The workshops of an association.
create index org_parent on org (parent_id) where parent_id is not null;
