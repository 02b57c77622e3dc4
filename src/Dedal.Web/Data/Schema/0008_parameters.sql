-- Legal figures and usages with the day they hold from, as the programme enters them beside those shipped with the
-- program. A row is never changed: a later one for the same day takes its place.
create table parameter (
  name text not null,
  holds_from $day not null,
  n integer not null,
  value text not null,
  source text not null,
  mark text not null,
  entered_by $uuid references person (person_id),
  entered_at $instant not null,
  primary key (name, holds_from, n)
) $strict;
